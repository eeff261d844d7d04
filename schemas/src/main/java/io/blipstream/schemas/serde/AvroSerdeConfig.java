package io.blipstream.schemas.serde;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.blipstream.schemas.registry.SchemaRegistries;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The serde's configuration, under Confluent's keys; the registry's stands in the same map. Keys of
 * Confluent's that would change the bytes and are not supported are refused, never ignored.
 */
public final class AvroSerdeConfig extends AbstractConfig {
  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String NORMALIZE = "normalize.schemas";
  static final String USE_LATEST = "use.latest.version";
  static final String LATEST_STRICT = "latest.compatibility.strict";
  static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";
  static final String SPECIFIC_READER = "specific.avro.reader";
  static final String KEY_STRATEGY = "key.subject.name.strategy";
  static final String SERIALIZER_CLASS = "serializer.class";
  static final String VALUE_STRATEGY = "value.subject.name.strategy";

  private static final Set<String> REFUSED =
      Set.of(
          "use.schema.id",
          "use.latest.with.metadata",
          "schema.reflection",
          "key.schema.id.serializer",
          "value.schema.id.serializer");

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              AUTO_REGISTER,
              ConfigDef.Type.BOOLEAN,
              true,
              MEDIUM,
              "Register the schema of what is written; else only look it up.")
          .define(
              NORMALIZE,
              ConfigDef.Type.BOOLEAN,
              false,
              MEDIUM,
              "Have the registry compare schemas in normal form.")
          .define(
              USE_LATEST,
              ConfigDef.Type.BOOLEAN,
              false,
              MEDIUM,
              "Write in the subject's newest schema; needs " + AUTO_REGISTER + "=false.")
          .define(
              LATEST_STRICT,
              ConfigDef.Type.BOOLEAN,
              true,
              MEDIUM,
              "Refuse a newest schema that cannot read all that the record's schema can hold.")
          .define(
              REMOVE_JAVA_PROPERTIES,
              ConfigDef.Type.BOOLEAN,
              true,
              MEDIUM,
              "Send schemas without avro.java.string, as other languages would.")
          .define(
              SPECIFIC_READER,
              ConfigDef.Type.BOOLEAN,
              true,
              LOW,
              "Understood for the sake of Confluent's deserializer; only true is possible.")
          .define(
              KEY_STRATEGY,
              ConfigDef.Type.STRING,
              "TopicNameStrategy",
              MEDIUM,
              "Names a key's subject.")
          .define(
              VALUE_STRATEGY,
              ConfigDef.Type.STRING,
              "TopicNameStrategy",
              MEDIUM,
              "Names a value's subject.")
          .define(
              SERIALIZER_CLASS,
              ConfigDef.Type.STRING,
              "",
              LOW,
              "Another serializer on the class path to write by, in the same wire format; empty for"
                  + " ours.");

  AvroSerdeConfig(Map<String, ?> properties) {
    super(DEFINITION, properties, false);
    for (String key : REFUSED) {
      if (properties.containsKey(key)) {
        throw new ConfigException(key + " is not supported");
      }
    }
    if (getBoolean(USE_LATEST) && getBoolean(AUTO_REGISTER)) {
      // Confluent's serializer would silently go on registering.
      throw new ConfigException(USE_LATEST + "=true needs " + AUTO_REGISTER + "=false");
    }
    if (!getBoolean(SPECIFIC_READER)) {
      throw new ConfigException(SPECIFIC_READER + "=false is not supported: records are classes");
    }
  }

  SubjectNames subjectNames(boolean isKey) {
    return SubjectNames.of(getString(isKey ? KEY_STRATEGY : VALUE_STRATEGY), isKey);
  }

  /** Every key that a serde reads, the registry's included. */
  public static Set<String> keys() {
    Set<String> keys = new TreeSet<>(DEFINITION.names());
    keys.addAll(SchemaRegistries.keys());
    return keys;
  }
}

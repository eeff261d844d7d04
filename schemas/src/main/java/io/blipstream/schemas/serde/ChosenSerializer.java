package io.blipstream.schemas.serde;

import io.blipstream.schemas.registry.RegistryUnavailableException;
import io.blipstream.schemas.registry.SchemaRegistries;
import io.blipstream.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Somebody else's serializer, chosen by the name of its class: a company's own, or Confluent's. It
 * gets the same keys, and is held to two things that readers and tasks rely on: Confluent's wire
 * format with an id that the registry knows, and a fault that says whether the registry was away.
 */
final class ChosenSerializer {
  private final Serializer<Object> serializer;
  private final SchemaRegistry registry;
  private final SubjectNames subjects;
  private final boolean isKey;

  private ChosenSerializer(
      Serializer<Object> serializer,
      SchemaRegistry registry,
      SubjectNames subjects,
      boolean isKey) {
    this.serializer = serializer;
    this.registry = registry;
    this.subjects = subjects;
    this.isKey = isKey;
  }

  /** Empty where none is chosen, which means our own. */
  static Optional<ChosenSerializer> of(Map<String, ?> properties, boolean isKey) {
    AvroSerdeConfig config = new AvroSerdeConfig(properties);
    String name = config.getString(AvroSerdeConfig.SERIALIZER_CLASS);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> given = new HashMap<>(properties);
    // Ours by default, while Confluent's default is false: subjects would get a second schema.
    given.putIfAbsent(AvroSerdeConfig.REMOVE_JAVA_PROPERTIES, "true");
    Serializer<Object> serializer = made(name);
    serializer.configure(given, isKey);
    return Optional.of(
        new ChosenSerializer(
            serializer, SchemaRegistries.open(properties), config.subjectNames(isKey), isKey));
  }

  @SuppressWarnings("unchecked") // what it cannot take, it refuses by itself
  private static Serializer<Object> made(String name) {
    try {
      return (Serializer<Object>) Utils.newInstance(name, Serializer.class);
    } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
      throw new ConfigException(
          AvroSerdeConfig.SERIALIZER_CLASS, name, "no serializer on the class path: " + e);
    }
  }

  byte[] serialize(String topic, Headers headers, Object data) {
    byte[] bytes;
    try {
      bytes =
          headers == null
              ? serializer.serialize(topic, data)
              : serializer.serialize(topic, headers, data);
    } catch (RuntimeException e) {
      throw ioFault(e) ? new RegistryUnavailableException(e.getMessage(), e) : e;
    }
    requireReadable(topic, headers, bytes);
    return bytes;
  }

  /** Theirs word a registry that is away as they word a record that cannot be written. */
  private static boolean ioFault(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof UncheckedIOException) {
        return true;
      }
    }
    return false;
  }

  /** Asks the registry once for each id; what is refused would be refused by every reader. */
  private void requireReadable(String topic, Headers headers, byte[] bytes) {
    try {
      WireFormat.SchemaId id = WireFormat.read(headers, isKey, bytes).schema();
      if (id instanceof WireFormat.SchemaId.ById number) {
        registry.byId(number.id(), subjects.subjectOf(topic));
      } else {
        registry.byGuid(((WireFormat.SchemaId.ByGuid) id).guid());
      }
    } catch (SerializationException e) {
      throw new ConfigException(
          AvroSerdeConfig.SERIALIZER_CLASS,
          serializer.getClass().getName(),
          "what it writes is not in Confluent's wire format: " + e.getMessage());
    }
  }
}

package io.blipstream.schemas.serde;

import io.blipstream.schemas.registry.RegisteredSchema;
import io.blipstream.schemas.registry.SchemaRegistries;
import io.blipstream.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes generated records in Confluent's wire format: 0, the schema's id in 4 bytes, the Avro
 * binary; or has them written by the {@code serializer.class} that is configured. May be used by
 * many threads once configured.
 *
 * <p>A record or schema that cannot be written is a {@code SerializationException}. Every other
 * exception is not the record's fault: see {@link SchemaRegistry}.
 */
public final class SpecificAvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  private static final int MAX_ENCODINGS = 1_000;

  /**
   * @param registered null for the record's own schema
   */
  private record Target(Class<?> type, Schema registered) {}

  private final Cache<Target, RecordEncoding> encodings =
      new SynchronizedCache<>(new LRUCache<>(MAX_ENCODINGS));
  private final Cache<Schema, Schema> withoutJava =
      new SynchronizedCache<>(new LRUCache<>(MAX_ENCODINGS));

  /** Empty where we write ourselves. */
  private Optional<ChosenSerializer> chosen = Optional.empty();

  private SchemaRegistry registry;
  private SubjectNames subjects;
  private boolean isKey;
  private boolean register;
  private boolean normalize;
  private boolean latest;
  private boolean latestStrict;
  private boolean removeJavaProperties;

  @Override
  public void configure(Map<String, ?> properties, boolean forKeys) {
    AvroSerdeConfig config = new AvroSerdeConfig(properties);
    chosen = ChosenSerializer.of(properties, forKeys);
    registry = SchemaRegistries.open(properties);
    subjects = config.subjectNames(forKeys);
    isKey = forKeys;
    register = config.getBoolean(AvroSerdeConfig.AUTO_REGISTER);
    normalize = config.getBoolean(AvroSerdeConfig.NORMALIZE);
    latest = config.getBoolean(AvroSerdeConfig.USE_LATEST);
    latestStrict = config.getBoolean(AvroSerdeConfig.LATEST_STRICT);
    removeJavaProperties = config.getBoolean(AvroSerdeConfig.REMOVE_JAVA_PROPERTIES);
  }

  /**
   * Besides, removes the header in which newer writers name a schema: Kafka Streams hands an
   * input's headers on to its output, and there it would contradict the id that is written here.
   */
  @Override
  public byte[] serialize(String topic, Headers headers, T data) {
    if (headers != null) {
      headers.remove(WireFormat.header(isKey));
    }
    return data != null && chosen.isPresent()
        ? chosen.get().serialize(topic, headers, data)
        : serialize(topic, data);
  }

  @Override
  public byte[] serialize(String topic, T data) {
    if (data == null) {
      return null;
    }
    if (chosen.isPresent()) {
      return chosen.get().serialize(topic, null, data);
    }
    RegisteredSchema schema = schema(subjects.subject(topic, data.getSchema()), data.getSchema());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(WireFormat.prefix(schema.id()));
    try {
      encoding(data.getClass(), schema.schema()).write(data, out);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Nothing here asks the registry: whatever goes wrong is the record's or its schema's fault.
      throw new SerializationException(
          data.getSchema().getName() + " cannot be written to " + topic + ": " + e.getMessage(), e);
    }
    return out.toByteArray();
  }

  private RegisteredSchema schema(String subject, Schema own) {
    if (latest) {
      return registry.latest(subject);
    }
    Schema sent = removeJavaProperties ? withoutJava(own) : own;
    return register
        ? registry.register(subject, sent, normalize)
        : registry.lookup(subject, sent, normalize);
  }

  private Schema withoutJava(Schema own) {
    Schema known = withoutJava.get(own);
    if (known == null) {
      known = JavaProperties.removedFrom(own);
      withoutJava.put(own, known);
    }
    return known;
  }

  private RecordEncoding encoding(Class<? extends SpecificRecord> type, Schema registered) {
    Target target = new Target(type, latest ? registered : null);
    RecordEncoding known = encodings.get(target);
    if (known == null) {
      known =
          latest
              ? RecordEncoding.resolved(type, registered, latestStrict)
              : RecordEncoding.own(type);
      encodings.put(target, known);
    }
    return known;
  }
}

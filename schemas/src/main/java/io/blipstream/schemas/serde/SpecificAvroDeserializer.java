package io.blipstream.schemas.serde;

import io.blipstream.schemas.internal.TrustedClasses;
import io.blipstream.schemas.registry.SchemaRegistries;
import io.blipstream.schemas.registry.SchemaRegistry;
import io.blipstream.schemas.serde.WireFormat.SchemaId;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads Confluent's wire format into generated records, from the writer's schema to the class's.
 * May be used by many threads once configured.
 *
 * <p>A record that cannot be read is a {@code SerializationException}. Every other exception is not
 * the record's fault: see {@link SchemaRegistry}.
 */
public final class SpecificAvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private static final int MAX_READERS = 1_000;

  /** Null where the writer's schema decides, among this application's own records. */
  private final Class<T> type;

  private final Cache<Schema, DatumReader<T>> readers =
      new SynchronizedCache<>(new LRUCache<>(MAX_READERS));

  private SchemaRegistry registry;
  private SubjectNames subjects;
  private boolean isKey;

  /** Reads this application's own records: the writer's schema says which. */
  public SpecificAvroDeserializer() {
    this.type = null;
  }

  /** Reads records of one class, whatever the writer called its own. */
  public SpecificAvroDeserializer(Class<T> type) {
    this.type = type;
    TrustedClasses.trust(type);
  }

  @Override
  public void configure(Map<String, ?> config, boolean forKeys) {
    subjects = new AvroSerdeConfig(config).subjectNames(forKeys);
    registry = SchemaRegistries.open(config);
    isKey = forKeys;
  }

  @Override
  public T deserialize(String topic, byte[] data) {
    return deserialize(topic, null, data);
  }

  @Override
  public T deserialize(String topic, Headers headers, byte[] data) {
    if (data == null) {
      return null;
    }
    WireFormat format = WireFormat.read(headers, isKey, data);
    Schema writer = writer(format.schema(), topic);
    try {
      BoundedDecoder in = new BoundedDecoder(data, format.offset());
      T record = reader(writer).read(null, in);
      if (!in.isEnd()) {
        throw new SerializationException("bytes are left over");
      }
      return record;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Nothing here asks the registry: whatever goes wrong is the bytes' or their schema's fault.
      // Deep nesting ends as an Error, which must not end the thread.
      throw new SerializationException(
          "record on " + topic + " cannot be read by " + format.schema() + ": " + e.getMessage(),
          e);
    }
  }

  private Schema writer(SchemaId id, String topic) {
    if (id instanceof SchemaId.ByGuid global) {
      return registry.byGuid(global.guid());
    }
    return registry.byId(((SchemaId.ById) id).id(), subjects.subjectOf(topic));
  }

  private DatumReader<T> reader(Schema writer) {
    DatumReader<T> known = readers.get(writer);
    if (known == null) {
      known = newReader(writer);
      readers.put(writer, known);
    }
    return known;
  }

  private DatumReader<T> newReader(Schema writer) {
    Class<? extends SpecificRecord> target =
        type != null
            ? type
            : TrustedClasses.contract(writer)
                .orElseThrow(() -> new SerializationException("no class for " + writer.getName()));
    Schema reader = TrustedClasses.trust(target);
    for (LogicalTypeChange change : LogicalTypeChange.between(reader, writer)) {
      if (change.contradicts()) {
        throw new SerializationException("the writer means something else by its bytes: " + change);
      }
    }
    return new SpecificDatumReader<>(writer, reader, SpecificData.getForClass(target));
  }
}

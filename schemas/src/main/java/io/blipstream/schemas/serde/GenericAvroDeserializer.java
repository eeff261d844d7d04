package io.blipstream.schemas.serde;

import io.blipstream.schemas.registry.SchemaRegistries;
import io.blipstream.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads records as their writer meant them: for topics whose schema follows a configuration. Faults
 * are those of {@link SpecificAvroDeserializer}. May be used by many threads once configured.
 */
public final class GenericAvroDeserializer implements Deserializer<GenericRecord> {
  private SchemaRegistry registry;
  private SubjectNames subjects;
  private boolean isKey;

  @Override
  public void configure(Map<String, ?> properties, boolean forKeys) {
    subjects = new AvroSerdeConfig(properties).subjectNames(forKeys);
    registry = SchemaRegistries.open(properties);
    isKey = forKeys;
  }

  @Override
  public GenericRecord deserialize(String topic, byte[] data) {
    return deserialize(topic, null, data);
  }

  @Override
  public GenericRecord deserialize(String topic, Headers headers, byte[] data) {
    if (data == null) {
      return null;
    }
    WireFormat format = WireFormat.read(headers, isKey, data);
    Schema writer =
        format.schema() instanceof WireFormat.SchemaId.ByGuid global
            ? registry.byGuid(global.guid())
            : registry.byId(
                ((WireFormat.SchemaId.ById) format.schema()).id(), subjects.subjectOf(topic));
    try {
      return new GenericDatumReader<GenericRecord>(writer)
          .read(null, new BoundedDecoder(data, format.offset()));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new SerializationException(
          "record on " + topic + " cannot be read by " + format.schema() + ": " + e.getMessage(),
          e);
    }
  }
}

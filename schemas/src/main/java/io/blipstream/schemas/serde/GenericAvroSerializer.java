package io.blipstream.schemas.serde;

import io.blipstream.schemas.registry.RegisteredSchema;
import io.blipstream.schemas.registry.SchemaRegistries;
import io.blipstream.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes records whose schema is known at run time only, in the same wire format and by the same
 * keys as {@link SpecificAvroSerializer}, of which {@code use.latest.version} is refused: whoever
 * made the schema means that one. May be used by many threads once configured.
 */
public final class GenericAvroSerializer implements Serializer<GenericRecord> {
  /** Empty where we write ourselves. */
  private Optional<ChosenSerializer> chosen = Optional.empty();

  private SchemaRegistry registry;
  private SubjectNames subjects;
  private boolean isKey;
  private boolean register;
  private boolean normalize;

  @Override
  public void configure(Map<String, ?> properties, boolean forKeys) {
    AvroSerdeConfig config = new AvroSerdeConfig(properties);
    if (config.getBoolean(AvroSerdeConfig.USE_LATEST)) {
      throw new ConfigException(
          AvroSerdeConfig.USE_LATEST, true, "not for records whose schema follows a configuration");
    }
    chosen = ChosenSerializer.of(properties, forKeys);
    registry = SchemaRegistries.open(properties);
    subjects = config.subjectNames(forKeys);
    isKey = forKeys;
    register = config.getBoolean(AvroSerdeConfig.AUTO_REGISTER);
    normalize = config.getBoolean(AvroSerdeConfig.NORMALIZE);
  }

  @Override
  public byte[] serialize(String topic, Headers headers, GenericRecord data) {
    if (headers != null) {
      headers.remove(WireFormat.header(isKey));
    }
    return data != null && chosen.isPresent()
        ? chosen.get().serialize(topic, headers, data)
        : serialize(topic, data);
  }

  @Override
  public byte[] serialize(String topic, GenericRecord data) {
    if (data == null) {
      return null;
    }
    if (chosen.isPresent()) {
      return chosen.get().serialize(topic, null, data);
    }
    Schema schema = data.getSchema();
    String subject = subjects.subject(topic, schema);
    RegisteredSchema registered =
        register
            ? registry.register(subject, schema, normalize)
            : registry.lookup(subject, schema, normalize);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(WireFormat.prefix(registered.id()));
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(schema).write(data, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          schema.getName() + " cannot be written to " + topic + ": " + e.getMessage(), e);
    }
    return out.toByteArray();
  }
}

package io.blipstream.topology.template;

import io.blipstream.schemas.Template;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * How the store in memory keeps a template: Avro's single-object encoding. The registry's wire
 * format was rejected, because then every look-up could fail with the registry.
 */
final class TemplateSerde implements Serde<Template> {
  @Override
  public Serializer<Template> serializer() {
    return (topic, template) -> {
      if (template == null) {
        return null;
      }
      try {
        ByteBuffer encoded = Template.getEncoder().encode(template);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
      } catch (IOException | AvroRuntimeException e) {
        throw new SerializationException("cannot keep a template", e);
      }
    };
  }

  @Override
  public Deserializer<Template> deserializer() {
    return (topic, bytes) -> {
      if (bytes == null) {
        return null;
      }
      try {
        return Template.getDecoder().decode(bytes);
      } catch (IOException | AvroRuntimeException e) {
        throw new SerializationException("cannot read a template back", e);
      }
    };
  }
}

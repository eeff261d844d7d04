package io.blipstream.topology.template;

import io.blipstream.schemas.Template;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * How the store in memory keeps a template: Avro's single-object encoding. The registry's wire
 * format was rejected, because then every look-up could fail with the registry.
 *
 * <p>The store hands out the very array that it was given, so each is decoded once and remembered
 * by its identity: choosing among all templates of a task would else decode the whole table for
 * every instruction. All stream threads read through one serde.
 */
final class TemplateSerde implements Serde<Template> {
  /** By identity, since arrays have no other equality; what the store let go is forgotten. */
  private final Map<byte[], Template> decoded = Collections.synchronizedMap(new WeakHashMap<>());

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
    return (topic, bytes) -> bytes == null ? null : decoded.computeIfAbsent(bytes, this::decode);
  }

  private Template decode(byte[] bytes) {
    try {
      return Template.getDecoder().decode(bytes);
    } catch (IOException | AvroRuntimeException e) {
      throw new SerializationException("cannot read a template back", e);
    }
  }
}

package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.registry.LoopbackRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.pulsar.kafka.shade.avro.generic.GenericRecord;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confluent's own serializer and deserializer as the peer, both at one registry. */
class ConfluentWireTest {
  private LoopbackRegistry registry;
  private Map<String, Object> config;

  @BeforeEach
  void start() throws IOException {
    registry = LoopbackRegistry.start();
    config = Map.of("schema.registry.url", registry.url());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private byte[] confluentBytes(String topic, SpecificRecord record) {
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(config, false);
      return serializer.serialize(topic, ConfluentRecords.of(record));
    }
  }

  private SpecificAvroSerde<SpecificRecord> ours() {
    SpecificAvroSerde<SpecificRecord> serde = new SpecificAvroSerde<>();
    serde.configure(config, false);
    return serde;
  }

  @Test
  void theBytesAreConfluentsBytes() {
    for (SpecificRecord record : new SpecificRecord[] {Records.event(), Records.template()}) {
      String topic = record.getSchema().getName();
      byte[] ours = ours().serializer().serialize(topic, record);
      assertThat(ours).isEqualTo(confluentBytes(topic, record));
    }
    assertThat(registry.registry().subjects())
        .containsExactly("ImageEvent-value", "Template-value");
    assertThat(registry.registry().versions("ImageEvent-value")).hasSize(1);
  }

  @Test
  void whatConfluentWroteIsRead() {
    byte[] bytes = confluentBytes("image-events", Records.event());
    SpecificAvroSerde<ImageEvent> serde = SpecificAvroSerde.of(ImageEvent.class, config, false);
    assertThat(serde.deserializer().deserialize("image-events", bytes)).isEqualTo(Records.event());
  }

  @Test
  void confluentReadsWhatWasWritten() {
    byte[] bytes = ours().serializer().serialize("image-events", Records.event());
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      deserializer.configure(config, false);
      GenericRecord read = (GenericRecord) deserializer.deserialize("image-events", bytes);
      assertThat(read).isEqualTo(ConfluentRecords.of(Records.event()));
    }
  }

  /** Kept bytes of {@code ops/bench/interop.py golden}; live: {@code ops/bench/interop.sh}. */
  @Test
  void whatConfluentsPythonSerializerWroteIsReadAndWritten() throws IOException {
    for (SpecificRecord record : new SpecificRecord[] {Records.event(), Records.template()}) {
      // Each was written where no schema was known before, so its id is 1.
      try (LoopbackRegistry fresh = LoopbackRegistry.start()) {
        SpecificAvroSerde<SpecificRecord> serde = new SpecificAvroSerde<>();
        serde.configure(Map.of("schema.registry.url", fresh.url()), false);
        byte[] python = python(record.getSchema().getName());
        assertThat(serde.serializer().serialize("t", record)).isEqualTo(python);
        assertThat(serde.deserializer().deserialize("t", python)).isEqualTo(record);
      }
    }
  }

  private static byte[] python(String name) throws IOException {
    try (InputStream in = ConfluentWireTest.class.getResourceAsStream("/python/" + name + ".bin")) {
      return in.readAllBytes();
    }
  }
}

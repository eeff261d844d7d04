package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Template;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Apicurio's own serializer and deserializer in Confluent's mode as the peer, at its server. */
class ApicurioSerdeIT {
  private static RegistryServer server;

  @BeforeAll
  static void start() throws Exception {
    server = RegistryServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Of both: their own keys beside ours. */
  private static Map<String, Object> config() throws Exception {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", server.url());
    config.put("apicurio.registry.url", server.home() + "/apis/registry/v2");
    config.put("apicurio.registry.as-confluent", "true");
    config.put("apicurio.registry.use-id", "contentId");
    config.put("apicurio.registry.auto-register", "true");
    config.put("apicurio.registry.use-specific-avro-reader", "true");
    return config;
  }

  private static byte[] theirs(String topic, SpecificRecord record) throws Exception {
    try (AvroKafkaSerializer<SpecificRecord> serializer = new AvroKafkaSerializer<>()) {
      serializer.configure(config(), false);
      return serializer.serialize(topic, record);
    }
  }

  private static <T extends SpecificRecord> byte[] ours(
      String topic, T record, Map<String, Object> config) {
    try (SpecificAvroSerializer<T> serializer = new SpecificAvroSerializer<>()) {
      serializer.configure(config, false);
      return serializer.serialize(topic, record);
    }
  }

  private static <T extends SpecificRecord> T read(Class<T> type, String topic, byte[] bytes)
      throws Exception {
    return SpecificAvroSerde.of(type, config(), false).deserializer().deserialize(topic, bytes);
  }

  private static byte[] body(byte[] record) {
    return Arrays.copyOfRange(record, WireFormat.PREFIX_BYTES, record.length);
  }

  @Test
  void whatApicurioWrote_isRead_andIsTheSameBytes() throws Exception {
    byte[] event = theirs("events", Records.event());
    assertThat(read(ImageEvent.class, "events", event)).isEqualTo(Records.event());
    byte[] template = theirs("templates", Records.template());
    assertThat(read(Template.class, "templates", template)).isEqualTo(Records.template());
    assertThat(body(ours("templates", Records.template(), config()))).isEqualTo(body(template));
  }

  @Test
  void apicurioReads_whatWasWritten() throws Exception {
    try (AvroKafkaDeserializer<SpecificRecord> deserializer = new AvroKafkaDeserializer<>()) {
      deserializer.configure(config(), false);
      for (SpecificRecord record : new SpecificRecord[] {Records.event(), Records.template()}) {
        byte[] bytes = ours("to-apicurio-" + record.getSchema().getName(), record, config());
        assertThat(deserializer.deserialize("to-apicurio", bytes)).isEqualTo(record);
      }
    }
  }

  @Test
  void chosenByItsClass_itWrites_andWeRead() throws Exception {
    Map<String, Object> chosen = config();
    chosen.put("serializer.class", AvroKafkaSerializer.class.getName());
    byte[] bytes = ours("chosen", Records.event(), chosen);
    assertThat(bytes).isEqualTo(theirs("chosen", Records.event()));
    assertThat(read(ImageEvent.class, "chosen", bytes)).isEqualTo(Records.event());
  }

  @Test
  void chosenByItsClass_inAnotherWireFormat_isRefused() throws Exception {
    Map<String, Object> chosen = config();
    chosen.put("serializer.class", AvroKafkaSerializer.class.getName());
    chosen.put("apicurio.registry.as-confluent", "false");
    assertThatThrownBy(() -> ours("eight-bytes", Records.event(), chosen))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("serializer.class");
  }

  @Test
  void chosenByItsClass_aRegistryThatIsAway_isNotTheRecordsFault() throws Exception {
    Map<String, Object> chosen = config();
    chosen.put("serializer.class", AvroKafkaSerializer.class.getName());
    chosen.put("apicurio.registry.url", "http://127.0.0.1:1/apis/registry/v2");
    assertThatThrownBy(() -> ours("away", Records.event(), chosen))
        .isNotInstanceOf(SerializationException.class);
  }
}

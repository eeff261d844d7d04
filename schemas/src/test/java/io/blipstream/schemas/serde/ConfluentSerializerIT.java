package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blipstream.schemas.ImageEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

/**
 * Confluent's own serializer and deserializer, where {@code -Pconfluent} has put it on the class
 * path.
 */
class ConfluentSerializerIT {
  private static final String THEIRS = "io.confluent.kafka.serializers.KafkaAvroSerializer";
  private static final String READER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

  @Test
  void chosenByItsClass_itWritesTheSameBytes_andWeRead() throws Exception {
    assumeTrue(present(), "built without -Pconfluent");
    try (RegistryServer server = RegistryServer.start()) {
      Map<String, Object> config = new HashMap<>(Map.of("schema.registry.url", server.url()));
      byte[] ours = written(config);
      config.put("serializer.class", THEIRS);
      assertThat(written(config)).isEqualTo(ours);
      assertThat(
              SpecificAvroSerde.of(ImageEvent.class, config, false)
                  .deserializer()
                  .deserialize("t", ours))
          .isEqualTo(Records.event());
    }
  }

  @Test
  void theirDeserializer_readsWhatWeWrote() throws Exception {
    assumeTrue(present(), "built without -Pconfluent");
    try (RegistryServer server = RegistryServer.start()) {
      Map<String, Object> config =
          Map.of("schema.registry.url", server.url(), "specific.avro.reader", true);
      byte[] ours = written(config);
      assertThat(readByTheirs(config, ours)).isEqualTo(Records.event());
    }
  }

  private static Object readByTheirs(Map<String, Object> config, byte[] bytes) throws Exception {
    try (Deserializer<?> theirs =
        Class.forName(READER).asSubclass(Deserializer.class).getConstructor().newInstance()) {
      theirs.configure(config, false);
      return theirs.deserialize("t", bytes);
    }
  }

  private static byte[] written(Map<String, Object> config) {
    return SpecificAvroSerde.of(ImageEvent.class, config, false)
        .serializer()
        .serialize("t", Records.event());
  }

  private static boolean present() {
    try {
      Class.forName(THEIRS);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}

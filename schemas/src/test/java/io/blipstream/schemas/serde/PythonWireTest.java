package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.registry.LoopbackRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Bytes that Confluent's Python serializer, which is fastavro's, made of the same records: {@code
 * ops/bench/interop.py golden}. Live, with a broker: {@code ops/bench/interop.sh}.
 */
class PythonWireTest {
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

  @Test
  void eventFromPython_isRead_andTheSameBytesAreWritten() throws IOException {
    assertSame(ImageEvent.class, Records.event());
  }

  @Test
  void templateFromPython_isRead_andTheSameBytesAreWritten() throws IOException {
    assertSame(Template.class, Records.template());
  }

  /** The schema's id is 1 there, as it is in a registry that knew none before. */
  private <T extends SpecificRecord> void assertSame(Class<T> type, T record) throws IOException {
    byte[] python;
    try (InputStream in = getClass().getResourceAsStream("/python/%s.bin".formatted(type.getSimpleName()))) {
      python = in.readAllBytes();
    }
    SpecificAvroSerde<T> serde = SpecificAvroSerde.of(type, config, false);
    assertThat(serde.serializer().serialize("t", record)).isEqualTo(python);
    assertThat(serde.deserializer().deserialize("t", python)).isEqualTo(record);
  }
}

package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.registry.InMemorySchemaRegistry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class SpecificAvroSerdeTest {
  private final String scope = UUID.randomUUID().toString();
  private final InMemorySchemaRegistry registry = InMemorySchemaRegistry.scope(scope);
  private final Map<String, Object> config = Map.of("schema.registry.url", "mem://" + scope);

  private <T extends SpecificRecord> SpecificAvroSerde<T> serde(Class<T> type) {
    return SpecificAvroSerde.of(type, config, false);
  }

  @Test
  void whatWasWrittenIsRead() {
    SpecificAvroSerde<ImageEvent> serde = serde(ImageEvent.class);
    byte[] bytes = serde.serializer().serialize("image-events", Records.event());
    assertThat(serde.deserializer().deserialize("image-events", bytes)).isEqualTo(Records.event());
    assertThat(registry.subjects()).containsExactly("image-events-value");
  }

  @Test
  void nullPassesThrough() {
    SpecificAvroSerde<Template> serde = serde(Template.class);
    assertThat(serde.serializer().serialize("t", null)).isNull();
    assertThat(serde.deserializer().deserialize("t", null)).isNull();
  }

  @Test
  void withoutAClassTheWritersSchemaSaysWhichRecordItIs() {
    SpecificAvroSerde<SpecificRecord> any = new SpecificAvroSerde<>();
    any.configure(config, false);
    for (SpecificRecord record : new SpecificRecord[] {Records.event(), Records.template()}) {
      byte[] bytes = any.serializer().serialize("t-" + record.getSchema().getName(), record);
      assertThat(any.deserializer().deserialize("t", bytes)).isEqualTo(record);
    }
  }

  @Test
  void registersSchemasWithoutWhatOnlyJavaUnderstands() {
    serde(ImageEvent.class).serializer().serialize("image-events", Records.event());
    assertThat(registry.latest("image-events-value").schema().toString())
        .doesNotContain("avro.java.string")
        .contains("timestamp-millis")
        .contains("Identifies the event");
  }

  @Test
  void aSchemaNamedInTheHeaderIsReadAndNeverHandedOn() {
    SpecificAvroSerde<Template> serde = serde(Template.class);
    byte[] bytes = serde.serializer().serialize("t", Records.template());
    byte[] body = Arrays.copyOfRange(bytes, 5, bytes.length);
    UUID guid = InMemorySchemaRegistry.guidOf(registry.latest("t-value").schema());
    byte[] header =
        ByteBuffer.allocate(17)
            .put((byte) 1)
            .putLong(guid.getMostSignificantBits())
            .putLong(guid.getLeastSignificantBits())
            .array();
    Headers headers = new RecordHeaders().add("__value_schema_id", header).add("other", header);

    assertThat(serde.deserializer().deserialize("t", headers, body)).isEqualTo(Records.template());
    assertThat(serde.serializer().serialize("t", headers, Records.template())).isEqualTo(bytes);
    assertThat(headers.headers("__value_schema_id")).isEmpty();
    assertThat(headers.headers("other")).hasSize(1);
  }

  @Test
  void anUnknownSchemaIdIsTheRecordsFault() {
    byte[] bytes = {0, 0, 0, 0, 99, 1};
    assertThatThrownBy(() -> serde(Template.class).deserializer().deserialize("t", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("99");
  }
}

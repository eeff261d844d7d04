package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.Template;
import io.blipstream.schemas.registry.InMemorySchemaRegistry;
import io.blipstream.schemas.registry.SchemaRefusedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecificAvroSerializerTest {
  private final String scope = UUID.randomUUID().toString();
  private final InMemorySchemaRegistry registry = InMemorySchemaRegistry.scope(scope);
  private final Map<String, Object> config =
      new HashMap<>(Map.of("schema.registry.url", "mem://" + scope));

  private byte[] written(boolean isKey) {
    try (SpecificAvroSerializer<Template> serializer = new SpecificAvroSerializer<>()) {
      serializer.configure(config, isKey);
      return serializer.serialize("t", Records.template());
    }
  }

  private static String published() {
    return Records.published(Template.getClassSchema()).toString();
  }

  @Test
  void withoutRegistrationAnUnknownSchemaIsRefusedAndNothingIsAdded() {
    config.put("auto.register.schemas", "false");
    assertThatThrownBy(() -> written(false)).isInstanceOf(SchemaRefusedException.class);
    assertThat(registry.subjects()).isEmpty();
  }

  @Test
  void withoutRegistrationAPublishedSchemaIsFound() {
    int id = registry.register("t-value", new Schema.Parser().parse(published()), false).id();
    config.put("auto.register.schemas", "false");
    assertThat(written(false)).startsWith(0, 0, 0, 0, id);
  }

  @Test
  void javaPropertiesAreSentWhereAskedFor() {
    config.put("avro.remove.java.properties", "false");
    written(false);
    assertThat(registry.latest("t-value").schema().toString()).contains("avro.java.string");
  }

  @ParameterizedTest
  @CsvSource({
    "TopicNameStrategy, t-value, t-key",
    "io.confluent.kafka.serializers.subject.TopicNameStrategy, t-value, t-key",
    "RecordNameStrategy, io.blipstream.schemas.Template, io.blipstream.schemas.Template",
    "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy,"
        + " t-io.blipstream.schemas.Template, t-io.blipstream.schemas.Template"
  })
  void subjectsAreNamedAsConfigured(String strategy, String ofValue, String ofKey) {
    config.put("value.subject.name.strategy", strategy);
    config.put("key.subject.name.strategy", strategy);
    written(false);
    assertThat(registry.subjects()).containsExactly(ofValue);
    written(true);
    assertThat(registry.subjects()).contains(ofKey);
  }

  private GenericRecord writtenInLatest(String schema) throws IOException {
    Schema latest = new Schema.Parser().parse(schema);
    int id = registry.register("t-value", latest, false).id();
    config.put("auto.register.schemas", "false");
    config.put("use.latest.version", "true");
    byte[] bytes = written(false);
    assertThat(bytes).startsWith(0, 0, 0, 0, id);
    return new GenericDatumReader<GenericRecord>(latest)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
  }

  @Test
  void theNewestVersionIsWrittenByNameAndNotByPosition() throws IOException {
    String swapped =
        """
        {"type": "record", "name": "Template", "namespace": "io.blipstream.schemas", "fields": [
          {"name": "text", "type": "string"},
          {"name": "id", "type": "string"},
          {"name": "extra", "type": "int", "default": 7}]}
        """;
    GenericRecord read = writtenInLatest(swapped);
    assertThat(read.get("id")).hasToString(Records.template().getId());
    assertThat(read.get("text")).hasToString(Records.template().getText());
    assertThat(read.get("extra")).isEqualTo(7);
  }

  @Test
  void theNewestVersionMayBeTheRecordsOwn() throws IOException {
    assertThat(writtenInLatest(published()).get("version")).isEqualTo(3);
  }

  @Test
  void aNewestVersionThatCannotTakeTheRecordIsRefused() {
    String other =
        """
        {"type": "record", "name": "Template", "namespace": "io.blipstream.schemas", "fields": [
          {"name": "no_default", "type": "string"}]}
        """;
    assertThatThrownBy(() -> writtenInLatest(other))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("no_default");
    config.put("latest.compatibility.strict", "false");
    assertThatThrownBy(() -> written(false)).isInstanceOf(SerializationException.class);
  }

  @Test
  void aNewestVersionInAnotherUnitOfTimeIsRefused() {
    assertThatThrownBy(
            () -> writtenInLatest(published().replace("timestamp-millis", "timestamp-micros")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("/published_at");
  }

  @ParameterizedTest
  @CsvSource({
    "use.latest.version, true",
    "specific.avro.reader, false",
    "value.subject.name.strategy, MyStrategy",
    "auto.register.schemas, maybe",
    "use.schema.id, 3"
  })
  void whatCannotBeHonouredIsRefused(String key, String value) {
    config.put(key, value);
    assertThatThrownBy(() -> written(false)).isInstanceOf(ConfigException.class);
  }
}

package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Lane;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.registry.InMemorySchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecificAvroDeserializerTest {
  private final String scope = UUID.randomUUID().toString();
  private final InMemorySchemaRegistry registry = InMemorySchemaRegistry.scope(scope);

  private <T extends SpecificRecord> T read(Class<T> type, byte[] bytes) {
    try (SpecificAvroDeserializer<T> deserializer = new SpecificAvroDeserializer<>(type)) {
      deserializer.configure(Map.of("schema.registry.url", "mem://" + scope), false);
      return deserializer.deserialize("t", bytes);
    }
  }

  /** The body after the prefix that names the schema, newly registered. */
  private byte[] framed(Schema writer, byte... body) {
    int id = registry.register(UUID.randomUUID().toString(), writer, false).id();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(WireFormat.prefix(id));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private byte[] written(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return framed(record.getSchema(), out.toByteArray());
  }

  private static Schema record(String name, String fields) {
    return new Schema.Parser()
        .parse(
            "{\"type\": \"record\", \"name\": \"%s\", \"namespace\": \"io.blipstream.schemas\","
                    .formatted(name)
                + " \"fields\": ["
                + fields
                + "]}");
  }

  private static Schema template(String extra) {
    return record(
        "Template",
        """
        {"name": "id", "type": "string"},
        {"name": "version", "type": "int"},
        {"name": "task", "type": {"type": "enum", "name": "Task",
          "symbols": ["CAPTION", "SUMMARY"]}},
        {"name": "text", "type": "string"},
        {"name": "published_at", "type": {"type": "long", "logicalType": "timestamp-millis"}}
        """
            + extra);
  }

  private static GenericRecord templateOf(Schema schema, String task) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("id", "a");
    record.put("version", 1);
    record.put("task", new GenericData.EnumSymbol(schema.getField("task").schema(), task));
    record.put("text", "words");
    record.put("published_at", Records.NOON.toEpochMilli());
    return record;
  }

  @Test
  void anOlderWritersMissingFieldsGetTheirDefaults() throws IOException {
    Template read = read(Template.class, written(templateOf(template(""), "CAPTION")));
    assertThat(read.getTask()).isEqualTo(Task.CAPTION);
    assertThat(read.getDescription()).isEmpty();
    assertThat(read.getOptions()).isEmpty();
    assertThat(read.getPublishedAt()).isEqualTo(Records.NOON);
  }

  @Test
  void aNewerWritersFieldsAreSkippedAndItsSymbolsBecomeTheDefault() throws IOException {
    Schema newer =
        template(", {\"name\": \"tags\", \"type\": {\"type\": \"array\", \"items\": \"string\"}}");
    GenericRecord record = templateOf(newer, "SUMMARY");
    record.put("tags", List.of("x", "y"));
    assertThat(read(Template.class, written(record)).getTask()).isEqualTo(Task.UNKNOWN);
  }

  /** Avro's own check would refuse it: 40 items of the reader's three bytes are not there. */
  @Test
  void manyItemsOfAnOlderAndSmallerKindAreRead() throws IOException {
    Schema schema =
        record(
            "ImageEvent",
            """
            {"name": "event_id", "type": "string"},
            {"name": "subject", "type": "string"},
            {"name": "occurred_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "instructions", "type": {"type": "array", "items": {
              "type": "record", "name": "Instruction", "fields": []}}},
            {"name": "images", "type": {"type": "array", "items": {
              "type": "record", "name": "Image", "fields": [{"name": "uri", "type": "string"}]}}}
            """);
    Schema images = schema.getField("images").schema();
    GenericRecord image = new GenericData.Record(images.getElementType());
    image.put("uri", "");
    GenericRecord event = new GenericData.Record(schema);
    event.put("event_id", "e");
    event.put("subject", "s");
    event.put("occurred_at", 1L);
    event.put("instructions", List.of());
    event.put("images", Collections.nCopies(40, image));
    ImageEvent read = read(ImageEvent.class, written(event));
    assertThat(read.getImages()).hasSize(40).containsOnly(Image.newBuilder().setUri("").build());
    assertThat(read.getLane()).isEqualTo(Lane.STANDARD);
  }

  @Test
  void aWriterWhoMeansAnotherUnitOfTimeIsRefused() throws IOException {
    Schema micros =
        new Schema.Parser()
            .parse(template("").toString().replace("timestamp-millis", "timestamp-micros"));
    byte[] bytes = written(templateOf(micros, "CAPTION"));
    assertThatThrownBy(() -> read(Template.class, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("/published_at");
  }

  @Test
  void aWriterWhoDoesNotSayTheUnitIsBelieved() throws IOException {
    Schema plain =
        new Schema.Parser()
            .parse(template("").toString().replace(",\"logicalType\":\"timestamp-millis\"", ""));
    assertThat(read(Template.class, written(templateOf(plain, "CAPTION"))).getPublishedAt())
        .isEqualTo(Records.NOON);
  }

  @Test
  void aRecordOfAnotherKindIsRefused() throws IOException {
    GenericRecord other = new GenericData.Record(record("Other", ""));
    byte[] bytes = written(other);
    assertThatThrownBy(() -> read(Template.class, bytes))
        .isInstanceOf(SerializationException.class);
    SpecificAvroSerde<SpecificRecord> any = new SpecificAvroSerde<>();
    any.configure(Map.of("schema.registry.url", "mem://" + scope), false);
    assertThatThrownBy(() -> any.deserializer().deserialize("t", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("Other");
  }

  /** What the writer's schema skips is walked through too, and it may nest without end. */
  @Test
  void nestingWithoutEndIsABadRecord() {
    Schema list =
        template(
            ", {\"name\": \"list\", \"type\": {\"type\": \"record\", \"name\": \"L\", \"fields\":"
                + " [{\"name\": \"next\", \"type\": [\"null\", \"L\"]}]}}");
    byte[] body = new byte[1_000_000];
    Arrays.fill(body, (byte) 2);
    // Empty id, version, task, text and time; then a list that goes on and on.
    System.arraycopy(new byte[5], 0, body, 0, 5);
    assertThatThrownBy(() -> read(Template.class, framed(list, body)))
        .isInstanceOf(SerializationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"null\"", "\"int\"", "{\"type\": \"record\", \"name\": \"E\", \"fields\": []}"})
  void anArrayThatClaimsMoreThanThereIsIsABadRecord(String items) {
    Schema schema =
        template(
            ", {\"name\": \"xs\", \"type\": {\"type\": \"array\", \"items\": %s}}"
                .formatted(items));
    // 2^30 items, in five bytes.
    byte[] bytes = framed(schema, new byte[] {0, 0, 0, 0, 0, -128, -128, -128, -128, 8, 0});
    assertThatThrownBy(() -> read(Template.class, bytes))
        .isInstanceOf(SerializationException.class);
  }

  /** The reader's items are large though the writer's take no bytes at all. */
  @Test
  void itemsThatTakeNoBytesCannotBeClaimedWithoutEnd() {
    Schema schema =
        record(
            "ImageEvent",
            """
            {"name": "event_id", "type": "string"},
            {"name": "subject", "type": "string"},
            {"name": "occurred_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "instructions", "type": {"type": "array", "items": {
              "type": "record", "name": "Instruction", "fields": []}}},
            {"name": "images", "type": {"type": "array", "items": {
              "type": "record", "name": "Image", "fields": []}}}
            """);
    byte[] bytes = framed(schema, new byte[] {0, 0, 0, 0, -128, -128, -128, -128, 8, 0});
    assertThatThrownBy(() -> read(ImageEvent.class, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("claim more items");
  }

  @Test
  void aStringThatClaimsMoreThanThereIsIsABadRecord() {
    byte[] bytes = framed(template(""), new byte[] {-128, -128, -128, -128, 8});
    assertThatThrownBy(() -> read(Template.class, bytes))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void leftOverBytesAreABadRecord() throws IOException {
    byte[] good = written(templateOf(template(""), "CAPTION"));
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertThatThrownBy(() -> read(Template.class, longer))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("left over");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00", "00000001", "02000000010000", "00FFFFFFFF00", "0000000000", "7B7D"})
  void bytesInAnotherFormatAreABadRecord(String hex) {
    assertThatThrownBy(() -> read(Template.class, HexFormat.of().parseHex(hex)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("wire format");
  }

  @Test
  void aHeaderInAnotherFormatIsABadRecord() {
    try (SpecificAvroDeserializer<Template> deserializer =
        new SpecificAvroDeserializer<>(Template.class)) {
      deserializer.configure(Map.of("schema.registry.url", "mem://" + scope), true);
      var headers = new RecordHeaders().add("__key_schema_id", new byte[] {1, 2});
      assertThatThrownBy(() -> deserializer.deserialize("t", headers, new byte[] {1}))
          .isInstanceOf(SerializationException.class);
    }
  }
}

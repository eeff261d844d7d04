package io.blipstream.schemas.serde;

import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Options;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.Turn;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Records to write and read. */
final class Records {
  static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

  private Records() {}

  /** A class's schema as it is published: without what only Java understands. */
  static Schema published(Schema schema) {
    return new Schema.Parser()
        .parse(
            schema
                .toString()
                .replaceAll("\\{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
                .replace(",\"avro.java.string\":\"String\"", ""));
  }

  /** Every kind of field: bytes, unions, enums, nested arrays, a map, a logical type. */
  static ImageEvent event() {
    return ImageEvent.newBuilder()
        .setEventId("e-1")
        .setSubject("shoe/42")
        .setImages(
            List.of(
                Image.newBuilder().setBytes(ByteBuffer.wrap(new byte[] {1, 2, 3, -4})).build(),
                Image.newBuilder().setUri("https://example.org/ä.png").build()))
        .setInstructions(
            List.of(
                Instruction.newBuilder()
                    .setId("i-1")
                    .setTask(Task.ANSWER)
                    .setQuestion("What colour is it?")
                    .setCandidates(List.of("red", "blue"))
                    .setHistory(List.of(new Turn("What is it?", "a shoe")))
                    .setOptions(new Options(16, 2))
                    .build()))
        .setDeadline(NOON.plusMillis(250))
        .setOccurredAt(NOON)
        .setAttributes(Map.of("shop", "north"))
        .build();
  }

  static Template template() {
    return Template.newBuilder()
        .setId("caption.short")
        .setVersion(3)
        .setTask(Task.CAPTION)
        .setText("A short image caption:")
        .setPublishedAt(NOON)
        .build();
  }
}

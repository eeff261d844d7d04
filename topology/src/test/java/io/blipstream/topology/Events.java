package io.blipstream.topology;

import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Valid events and their parts, for tests to take or to spoil. */
final class Events {
  static final Instant OCCURRED = Instant.parse("2024-03-01T11:59:00Z");

  private Events() {}

  static ImageEvent.Builder event(String id, Instruction... instructions) {
    return ImageEvent.newBuilder()
        .setEventId(id)
        .setSubject("shoe/7")
        .setFeed("catalog")
        .setImages(List.of(image().build()))
        .setInstructions(List.of(instructions))
        .setOccurredAt(OCCURRED)
        .setAttributes(Map.of("tenant", "t1"));
  }

  static Image.Builder image() {
    return Image.newBuilder().setBytes(ByteBuffer.wrap(new byte[] {1, 2, 3}));
  }

  static Instruction.Builder instruction(String id, Task task, String template) {
    return Instruction.newBuilder().setId(id).setTask(task).setTemplate(template);
  }

  static Instruction caption(String id, String template) {
    return instruction(id, Task.CAPTION, template).build();
  }

  static Instruction answer(String id, String template, String question) {
    return instruction(id, Task.ANSWER, template).setQuestion(question).build();
  }

  static Instruction question(String id, String template, String answer) {
    return instruction(id, Task.QUESTION, template).setAnswer(answer).build();
  }

  static Template template(String id, int version, Task task, String text) {
    return Template.newBuilder()
        .setId(id)
        .setVersion(version)
        .setTask(task)
        .setText(text)
        .setPublishedAt(OCCURRED)
        .build();
  }
}

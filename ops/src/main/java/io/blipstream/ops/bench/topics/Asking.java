package io.blipstream.ops.bench.topics;

import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import java.util.List;

/** The instructions that events of a benchmark carry. */
public final class Asking {
  /** A caption and two questions. Templates are pinned, so that everybody words them alike. */
  public static final List<Instruction> THREE =
      List.of(
          Instruction.newBuilder()
              .setId("caption")
              .setTask(Task.CAPTION)
              .setTemplate("caption-01@1")
              .build(),
          question("background", "what color is the background?"),
          question("count", "how many objects are there?"));

  private Asking() {}

  private static Instruction question(String id, String words) {
    return Instruction.newBuilder()
        .setId(id)
        .setTask(Task.ANSWER)
        .setTemplate("answer-05@1")
        .setQuestion(words)
        .build();
  }
}

package io.blipstream.topology.recipe;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import java.util.HashSet;
import java.util.List;

/**
 * A question with all the answers that it can have, ranked by the model.
 *
 * @param name of the attribute or policy; also the instruction's id
 * @param template the wording, pinned: scores of other wordings are other scores
 */
public record ClosedQuestion(
    String name, String question, List<String> candidates, String template) {
  private static final String NAME = "[a-z][a-z0-9_]{0,40}";
  private static final int LONGEST_QUESTION = 2_000;
  private static final int MOST_CANDIDATES = 256;

  public ClosedQuestion {
    requireNonNull(template, "template");
    candidates = List.copyOf(candidates);
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "'" + name + "' must be lower-case letters, digits and underscores, a letter first");
    }
    if (question.isBlank() || question.length() > LONGEST_QUESTION) {
      throw new IllegalArgumentException(
          name + " needs a question of at most " + LONGEST_QUESTION + " characters");
    }
    boolean distinct = new HashSet<>(candidates).size() == candidates.size();
    if (candidates.size() < 2 || candidates.size() > MOST_CANDIDATES || !distinct) {
      throw new IllegalArgumentException(
          name + " needs 2 to " + MOST_CANDIDATES + " different candidates");
    }
  }

  /** What a producer puts into its events. */
  public Instruction asked() {
    return Instruction.newBuilder()
        .setId(name)
        .setTask(Task.ANSWER)
        .setTemplate(template)
        .setQuestion(question)
        .setCandidates(candidates)
        .build();
  }
}

package io.blipstream.runtime.data;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Question answering turned round, as the paper makes its question generation: from the answer to
 * the question.
 */
final class Turned {
  private Turned() {}

  static Sample of(Sample sample) {
    String question = sample.words().get(Slot.QUESTION);
    if (question == null) {
      throw new BrokenRow("has no question to be generated");
    }
    Map<Slot, String> words = new EnumMap<>(Slot.class);
    words.put(Slot.ANSWER, commonest(sample.targets()));
    return Rows.checked(
        sample.id(), sample.frames(), words, List.of(question), List.of(), OptionalInt.empty());
  }

  /** What most people said; of equals what was said first. */
  private static String commonest(List<String> answers) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    answers.forEach(answer -> counts.merge(answer, 1, Integer::sum));
    String best = answers.get(0);
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > counts.get(best)) {
        best = entry.getKey();
      }
    }
    return best;
  }
}

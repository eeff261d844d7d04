package io.blipstream.runtime.evaluation.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each run of n tokens stands in a text. */
final class NGrams {
  /** Caption metrics look at runs of 1 to 4. */
  static final int LONGEST = 4;

  private NGrams() {}

  /**
   * @param n 1 and up
   */
  static Map<List<String>, Integer> counted(List<String> tokens, int n) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int i = 0; i + n <= tokens.size(); i++) {
      counts.merge(List.copyOf(tokens.subList(i, i + n)), 1, Integer::sum);
    }
    return counts;
  }
}

package io.blipstream.runtime.explain;

import static java.util.Objects.requireNonNull;

/**
 * One prompt's answer, and where the queries looked for it.
 *
 * @param confidence geometric mean of the token probabilities; of a chosen candidate, its score
 */
public record Explanation(String prompt, String text, double confidence, Gaze gaze) {
  public Explanation {
    requireNonNull(prompt, "prompt");
    requireNonNull(text, "text");
    requireNonNull(gaze, "gaze");
  }
}

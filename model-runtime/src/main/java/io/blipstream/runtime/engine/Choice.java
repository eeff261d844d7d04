package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

/**
 * How likely one candidate was.
 *
 * @param text the candidate as it was given
 * @param logProbability sum of its tokens' natural-log probabilities
 * @param score its share among the candidates, by softmax; 0 to 1
 */
public record Choice(String text, double logProbability, double score) {
  public Choice {
    requireNonNull(text, "text");
  }
}

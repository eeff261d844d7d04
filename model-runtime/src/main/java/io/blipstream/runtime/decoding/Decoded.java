package io.blipstream.runtime.decoding;

import java.util.List;

/**
 * One answer as tokens.
 *
 * @param tokenIds end token included where one was said
 * @param logProbabilities natural logarithm of each token's probability given those before it
 * @param candidates summed log-probability of each candidate, in their order; empty for a free
 *     answer
 */
public record Decoded(
    List<Integer> tokenIds, List<Float> logProbabilities, List<Double> candidates) {
  public Decoded {
    tokenIds = List.copyOf(tokenIds);
    logProbabilities = List.copyOf(logProbabilities);
    candidates = List.copyOf(candidates);
    if (tokenIds.size() != logProbabilities.size()) {
      throw new IllegalArgumentException(
          tokenIds.size() + " tokens with " + logProbabilities.size() + " log-probabilities");
    }
  }

  public Decoded(List<Integer> tokenIds, List<Float> logProbabilities) {
    this(tokenIds, logProbabilities, List.of());
  }

  /**
   * Geometric mean of the token probabilities, 0 to 1; of a chosen candidate, its share among the
   * candidates. The plain product is the rejected alternative: it calls every long answer unsure.
   */
  public double confidence() {
    if (!candidates.isEmpty()) {
      return scores().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
    return Math.exp(
        logProbabilities.stream().mapToDouble(Float::doubleValue).average().orElse(0.0));
  }

  /** Softmax over the candidates' log-probabilities, in their order; they add up to 1. */
  public List<Double> scores() {
    double best = candidates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double sum = candidates.stream().mapToDouble(c -> Math.exp(c - best)).sum();
    return candidates.stream().map(c -> Math.exp(c - best) / sum).toList();
  }
}

package io.blipstream.runtime.decoding;

import java.util.List;

/**
 * One answer as tokens.
 *
 * @param tokenIds end token included where one was said
 * @param logProbabilities natural logarithm of each token's probability given those before it
 */
public record Decoded(List<Integer> tokenIds, List<Float> logProbabilities) {
  public Decoded {
    tokenIds = List.copyOf(tokenIds);
    logProbabilities = List.copyOf(logProbabilities);
    if (tokenIds.size() != logProbabilities.size()) {
      throw new IllegalArgumentException(
          tokenIds.size() + " tokens with " + logProbabilities.size() + " log-probabilities");
    }
  }

  /**
   * Geometric mean of the token probabilities, 0 to 1. The plain product is the rejected
   * alternative: it calls every long answer unsure.
   */
  public double confidence() {
    return Math.exp(
        logProbabilities.stream().mapToDouble(Float::doubleValue).average().orElse(0.0));
  }
}

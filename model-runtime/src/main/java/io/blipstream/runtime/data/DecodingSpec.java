package io.blipstream.runtime.data;

import io.blipstream.runtime.decoding.DecodingOptions;
import java.util.List;
import java.util.Optional;

/** How answers to a data set are decoded, as a declaration says it; what it leaves out is null. */
public record DecodingSpec(
    Integer maxNewTokens,
    Integer minNewTokens,
    Integer beams,
    Double lengthPenalty,
    Double repetitionPenalty) {
  /**
   * @throws IllegalArgumentException where a number is out of its range
   */
  public DecodingOptions options() {
    return new DecodingOptions(
        or(maxNewTokens, DecodingOptions.DEFAULT.maxNewTokens()),
        or(minNewTokens, 0),
        or(beams, 1),
        or(lengthPenalty, 1.0),
        or(repetitionPenalty, 1.0),
        Optional.empty(),
        List.of());
  }

  private static <T> T or(T value, T fallback) {
    return value == null ? fallback : value;
  }
}

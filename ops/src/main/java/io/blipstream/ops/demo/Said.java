package io.blipstream.ops.demo;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Timings;
import java.util.Optional;

/**
 * What came of one instruction, judged.
 *
 * @param text the model's words, or the fault where there are none
 * @param truth the right text where it is one only, and known
 * @param right word for word
 * @param timings empty for a dead letter
 * @param batchSize prompts in the language model's batch; 0 for a dead letter
 */
record Said(
    Asked asked,
    String text,
    String truth,
    boolean right,
    double confidence,
    Optional<Timings> timings,
    int batchSize) {
  Said {
    requireNonNull(asked, "asked");
    requireNonNull(text, "text");
    requireNonNull(truth, "truth");
    requireNonNull(timings, "timings");
  }

  boolean dead() {
    return timings.isEmpty();
  }
}

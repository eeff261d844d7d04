package io.blipstream.runtime.inspect;

import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.language.Reading;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.vision.VisionConfig;

/**
 * The most memory that activations and caches take while one batch goes through, foretold from the
 * shapes that stand side by side at the worst moment of each stage. What one stage leaves to the
 * next is counted in all that follow.
 */
final class WorkingMemory {
  private static final int FP32 = 4;

  /**
   * What the C library keeps of freed blocks for the next batch, under the settings of the launcher
   * (blocks from 4 MiB on go back at once): one and a half times what was in use, up to a bound.
   * Measured, not derived; see the page on benchmarks.
   */
  private static final long MOST_KEPT = 96L << 20;

  private WorkingMemory() {}

  /** Bytes, on top of the weights. */
  static long bytes(ModelConfig config, Precision precision, Workload work) {
    long used = used(config, precision, work);
    return used + Math.min(used + used / 2, MOST_KEPT);
  }

  private static long used(ModelConfig config, Precision precision, Workload work) {
    int wide = precision == Precision.BF16 ? 2 : FP32;
    // twice: as the batch they were made in, and row by row as they are handed on
    long features = 2L * FP32 * features(config.vision(), work);
    long soft = 2L * wide * soft(config, work);
    long look = FP32 * pixels(config.vision(), work) + wide * vision(config.vision(), work);
    long query = features + FP32 * qformer(config, work);
    long speak = features + soft + wide * config.text().workingNumbers(reading(config, work));
    return Math.max(look, Math.max(query, speak));
  }

  static Reading reading(ModelConfig config, Workload work) {
    return new Reading(
        work.prompts(),
        config.qformer().queries() + work.promptTokens(),
        work.rows(),
        work.newTokens());
  }

  private static long pixels(VisionConfig c, Workload work) {
    return 3L * work.images() * c.imageSize() * c.imageSize();
  }

  private static long features(VisionConfig c, Workload work) {
    return (long) work.images() * c.tokens() * c.hidden();
  }

  private static long soft(ModelConfig config, Workload work) {
    return (long) work.prompts() * config.qformer().queries() * config.text().width();
  }

  /**
   * Either attention: the stream, its norm, three projections, their mixture and its projection; or
   * the feed-forward layer: the stream, the wide layer before and behind its activation.
   */
  private static long vision(VisionConfig c, Workload work) {
    long tokens = (long) work.images() * c.tokens();
    return tokens * Math.max(7L * c.hidden(), c.hidden() + 2L * c.intermediate());
  }

  /**
   * Either the cross-attention, whose keys and values are made once per picture and then handed to
   * each of its prompts; or the feed-forward layer.
   */
  private static long qformer(ModelConfig config, Workload work) {
    QFormerConfig c = config.qformer();
    long rows = c.readsInstruction() ? work.prompts() : work.images();
    long tokens = rows * (c.queries() + (c.readsInstruction() ? work.promptTokens() : 0));
    long pictures = rows * config.vision().tokens() * c.hidden();
    long once = (long) work.images() * config.vision().tokens() * c.hidden();
    long cross = 2 * pictures + once + 3 * tokens * c.hidden();
    long feed = tokens * (2L * c.hidden() + 2L * c.intermediate());
    return Math.max(cross, feed);
  }
}

package io.blipstream.ops.inspect;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.runtime.inspect.Inspection;
import io.blipstream.runtime.inspect.Inspector;
import io.blipstream.runtime.inspect.Workload;

/** Inspections of what is configured, for the largest batch that is. */
public final class Inspections {
  /** Tokens of a prompt where nobody says how many: the longest built-in one has fewer. */
  public static final int PROMPT_TOKENS = 32;

  private Inspections() {}

  /** For answers without beams. */
  public static Inspection of(Configuration configuration) {
    return of(configuration, largest(configuration, PROMPT_TOKENS, 1));
  }

  /**
   * The same, for a batch of one's own.
   *
   * @throws io.blipstream.runtime.fault.FatalException as {@link Inspector#inspect} does
   */
  public static Inspection of(Configuration configuration, Workload work) {
    return new Inspector(
            configuration.value(Keys.MODEL_DEVICE), configuration.value(Keys.MODEL_PRECISION), work)
        .inspect(configuration.value(Keys.MODEL_DIR));
  }

  /** The largest batch that is configured. */
  public static Workload largest(Configuration configuration, int promptTokens, int beams) {
    return new Workload(
        configuration.value(Keys.ENGINE_BATCH_MAX_IMAGES),
        configuration.value(Keys.ENGINE_BATCH_MAX_PROMPTS),
        promptTokens,
        configuration.value(Keys.DECODING_MAX_NEW_TOKENS),
        beams);
  }
}

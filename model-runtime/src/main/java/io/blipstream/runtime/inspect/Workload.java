package io.blipstream.runtime.inspect;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;

/**
 * The largest batch that memory is foretold for.
 *
 * @param images pictures in it
 * @param prompts in it
 * @param promptTokens of each prompt, for both of its readers
 * @param newTokens of each answer
 * @param beams of each answer
 */
public record Workload(int images, int prompts, int promptTokens, int newTokens, int beams) {
  public Workload {
    if (images < 1 || prompts < 1 || promptTokens < 1 || newTokens < 1 || beams < 1) {
      throw new FatalException(FaultCode.CONFIGURATION_INVALID, "a batch without work: " + images);
    }
  }

  /** Rows of the language model. */
  public int rows() {
    return prompts * beams;
  }
}

package io.blipstream.runtime.engine;

import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.model.PromptTokens;
import java.util.List;

/**
 * A request ready for the device.
 *
 * @param pending where it came from
 * @param image what is known of the picture
 * @param pixels [3 × S × S], normalised
 * @param prompts one per prompt of the request, in its order
 * @param decodeNanos what the preparation took
 */
record PreparedRequest(
    PendingRequest pending,
    ImageFacts image,
    float[] pixels,
    List<PreparedPrompt> prompts,
    long decodeNanos) {
  PreparedRequest {
    prompts = List.copyOf(prompts);
  }

  /** A prompt in ids, or why it has none. */
  sealed interface PreparedPrompt {
    record Tokens(PromptTokens tokens, DecodingTask task) implements PreparedPrompt {}

    record Refused(Fault fault) implements PreparedPrompt {}
  }
}

package io.blipstream.runtime.engine;

import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.model.PromptTokens;
import java.util.List;

/**
 * A request ready for the device.
 *
 * @param pending where it came from
 * @param frames the picture, or the frames of the clip in order
 * @param prompts one per prompt of the request, in its order
 * @param decodeNanos what the preparation took
 */
record PreparedRequest(
    PendingRequest pending, List<Frame> frames, List<PreparedPrompt> prompts, long decodeNanos) {
  PreparedRequest {
    frames = List.copyOf(frames);
    prompts = List.copyOf(prompts);
  }

  List<ImageFacts> images() {
    return frames.stream().map(Frame::image).toList();
  }

  /**
   * One decoded picture.
   *
   * @param image what is known of it
   * @param pixels [3 × S × S], normalised
   */
  record Frame(ImageFacts image, float[] pixels) {}

  /** A prompt in ids, or why it has none. */
  sealed interface PreparedPrompt {
    record Tokens(PromptTokens tokens, DecodingTask task) implements PreparedPrompt {}

    record Refused(Fault fault) implements PreparedPrompt {}
  }
}

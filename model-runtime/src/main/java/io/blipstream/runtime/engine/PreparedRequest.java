package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.engine.features.Lease;
import io.blipstream.runtime.model.PromptTokens;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request ready for the device. Equal to itself alone; handed from thread to thread.
 *
 * <p>Whoever has it last closes it.
 */
final class PreparedRequest implements AutoCloseable {
  private final PendingRequest pending;
  private final List<Frame> frames;
  private final List<Asked> prompts;
  private final long decodeNanos;
  private final AtomicBoolean waiting = new AtomicBoolean(true);

  /**
   * @param frames the picture, or the frames of the clip in order
   * @param prompts those that can be asked; at least one
   * @param decodeNanos what the preparation took
   */
  PreparedRequest(
      PendingRequest pending, List<Frame> frames, List<Asked> prompts, long decodeNanos) {
    this.pending = requireNonNull(pending, "pending");
    this.frames = List.copyOf(frames);
    this.prompts = List.copyOf(prompts);
    this.decodeNanos = decodeNanos;
  }

  /**
   * One picture.
   *
   * @param pixels [3 × S × S], normalised; null where the network has seen it
   * @param seen what the network made of it
   */
  record Frame(ImageFacts image, float[] pixels, Optional<Lease<SeenImage>> seen) {}

  /**
   * One prompt in ids.
   *
   * @param prompt which prompt of the request
   */
  record Asked(int prompt, PromptTokens tokens, DecodingTask task) {}

  PendingRequest pending() {
    return pending;
  }

  List<Frame> frames() {
    return frames;
  }

  List<Asked> prompts() {
    return prompts;
  }

  long decodeNanos() {
    return decodeNanos;
  }

  /** It no longer takes a place among the decoded; whether it did until now. */
  boolean leave() {
    return waiting.getAndSet(false);
  }

  /** Pictures that the image encoder may have to look at. */
  int unseen() {
    return (int) frames.stream().filter(frame -> frame.seen().isEmpty()).count();
  }

  @Override
  public void close() {
    frames.forEach(frame -> frame.seen().ifPresent(Lease::close));
  }
}

package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One picture and what is asked of it.
 *
 * @param feed the stream of events it belongs to, for fair shares
 * @param lane how urgent it is
 * @param deadline after this instant an answer is of no use
 * @param frames the encoded picture, or the frames of a clip in order; the buffers are read, never
 *     changed
 * @param prompts at least one
 * @param trace whom an {@link EngineObserver} is told it is for; empty for nobody, and otherwise
 *     not looked at
 */
public record ImageRequest(
    String feed,
    Lane lane,
    Optional<Instant> deadline,
    List<ByteBuffer> frames,
    List<Prompt> prompts,
    String trace) {
  /** Each frame costs as much as a picture, and its queries lengthen every prompt. */
  public static final int MOST_FRAMES = 32;

  public ImageRequest {
    requireNonNull(feed, "feed");
    requireNonNull(lane, "lane");
    requireNonNull(deadline, "deadline");
    frames = List.copyOf(frames);
    prompts = List.copyOf(prompts);
    requireNonNull(trace, "trace");
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a request needs a picture");
    }
    if (frames.size() > MOST_FRAMES) {
      throw new IllegalArgumentException(
          frames.size() + " frames, at most " + MOST_FRAMES + " are looked at");
    }
    if (prompts.isEmpty()) {
      throw new IllegalArgumentException("a request needs a prompt");
    }
  }

  /** For nobody who watches. */
  public ImageRequest(
      String feed,
      Lane lane,
      Optional<Instant> deadline,
      List<ByteBuffer> frames,
      List<Prompt> prompts) {
    this(feed, lane, deadline, frames, prompts, "");
  }
}

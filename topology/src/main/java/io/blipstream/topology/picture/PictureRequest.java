package io.blipstream.topology.picture;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Prompt;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an engine will be asked once all bytes are here; fields as of {@link ImageRequest}.
 *
 * @param pictures one, or the frames of a clip in order
 * @param trace as of the image request
 */
public record PictureRequest(
    String feed,
    Lane lane,
    Optional<Instant> deadline,
    List<Picture> pictures,
    List<Prompt> prompts,
    String trace) {
  public PictureRequest {
    requireNonNull(feed, "feed");
    requireNonNull(lane, "lane");
    requireNonNull(deadline, "deadline");
    pictures = List.copyOf(pictures);
    prompts = List.copyOf(prompts);
    requireNonNull(trace, "trace");
  }

  /** Of a request whose bytes are all here. */
  public static PictureRequest of(ImageRequest request) {
    return new PictureRequest(
        request.feed(),
        request.lane(),
        request.deadline(),
        encoded(request.frames()),
        request.prompts(),
        request.trace());
  }

  /** The same, and whoever watches the engine is told whom it is for. */
  public PictureRequest traced(String as) {
    return new PictureRequest(feed, lane, deadline, pictures, prompts, as);
  }

  /** Whether no picture must be fetched. */
  public boolean whole() {
    return pictures.stream().allMatch(Picture.Encoded.class::isInstance);
  }

  /** Bytes of the pictures that are here. */
  public long bytes() {
    return pictures.stream().mapToLong(Picture::bytes).sum();
  }

  /** The same with all pictures here, in their order. */
  public PictureRequest with(List<ByteBuffer> frames) {
    return new PictureRequest(feed, lane, deadline, encoded(frames), prompts, trace);
  }

  /**
   * As an engine takes it.
   *
   * @throws IllegalStateException where a picture is not here
   */
  public ImageRequest image() {
    List<ByteBuffer> frames =
        pictures.stream()
            .filter(Picture.Encoded.class::isInstance)
            .map(picture -> ((Picture.Encoded) picture).buffer())
            .toList();
    if (frames.size() < pictures.size()) {
      throw new IllegalStateException("a picture was not fetched");
    }
    return new ImageRequest(feed, lane, deadline, frames, prompts, trace);
  }

  private static List<Picture> encoded(List<ByteBuffer> frames) {
    return frames.stream().<Picture>map(Picture.Encoded::new).toList();
  }
}

package io.blipstream.ops.console.wall;

import io.blipstream.schemas.Result;
import java.util.Optional;

/** Who knows what is in a picture. Any thread. */
@FunctionalInterface
public interface Truths {
  /** What everybody else's pictures are. */
  Truths UNKNOWN = result -> Optional.empty();

  /** How a result stands to it; empty where it is not known. */
  Optional<Judged> of(Result result);

  /**
   * @param right as it was said
   * @param truth what is right; empty where more than one thing is
   */
  record Judged(boolean right, String truth) {}
}

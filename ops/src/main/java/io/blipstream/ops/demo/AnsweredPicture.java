package io.blipstream.ops.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A picture with all that was said of it, in the order of its instructions. */
record AnsweredPicture(Picture picture, List<Said> said) {
  AnsweredPicture {
    said = List.copyOf(said);
  }

  /** The instruction that took longest: its stages are the picture's. */
  Optional<Said> slowest() {
    return said.stream()
        .filter(one -> !one.dead())
        .max(Comparator.comparingDouble(one -> one.timings().orElseThrow().getTotalMs()));
  }
}

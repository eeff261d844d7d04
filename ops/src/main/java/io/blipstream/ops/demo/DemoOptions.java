package io.blipstream.ops.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a run of the demo is to do.
 *
 * @param pictures how many to stream; without it until it is stopped
 * @param report where the pictures go, beside their texts
 * @param seed the same seed streams the same pictures and asks the same
 * @param rate pictures a second at most; without it as fast as they are answered
 */
public record DemoOptions(
    OptionalInt pictures, Optional<Path> report, long seed, OptionalDouble rate) {
  public DemoOptions {
    requireNonNull(pictures, "pictures");
    requireNonNull(report, "report");
    requireNonNull(rate, "rate");
    if (pictures.isPresent() && pictures.getAsInt() < 1) {
      throw new IllegalArgumentException("at least one picture");
    }
    if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= 10_000)) {
      throw new IllegalArgumentException("the rate is above 0 and at most 10000");
    }
  }
}

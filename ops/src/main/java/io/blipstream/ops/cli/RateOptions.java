package io.blipstream.ops.cli;

import io.blipstream.ops.capacity.Advice;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A measured rate and a wanted one, for who wants to know how many of what. */
final class RateOptions {
  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "Instead: instances and partitions for an engine that answers R instructions a second, by"
              + " `bench model`. Asks nobody; docs/capacity.md.")
  private Double rate;

  @Option(
      names = "--wanted",
      paramLabel = "W",
      description = "Instructions a second that are wanted, in the busiest minutes.")
  private Double wanted;

  @Option(
      names = "--instructions",
      paramLabel = "K",
      description =
          "Instructions a picture, for what the topics carry (default: ${DEFAULT-VALUE}).")
  private int instructions = 3;

  @Option(
      names = "--picture-bytes",
      paramLabel = "B",
      description = "Bytes of a picture, for the same (default: ${DEFAULT-VALUE}).")
  private int pictureBytes = 100_000;

  /** Empty where nothing of it was asked for. */
  Optional<Advice> advice() {
    if (rate == null && wanted == null) {
      return Optional.empty();
    }
    if (rate == null || wanted == null) {
      throw new FatalException(FaultCode.USAGE, "--rate and --wanted go together");
    }
    if (instructions < 1 || pictureBytes < 0) {
      throw new FatalException(
          FaultCode.USAGE, "--instructions is 1 or more, --picture-bytes 0 or more");
    }
    try {
      return Optional.of(Advice.of(rate, wanted, wanted / instructions * pictureBytes));
    } catch (IllegalArgumentException e) {
      throw new FatalException(FaultCode.USAGE, "--rate, --wanted: " + e.getMessage(), e);
    }
  }
}

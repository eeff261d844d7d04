package io.blipstream.ops.cli;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which topics are wanted, and of how many partitions. */
final class PartitionsOption {
  private static final int MOST = 10_000;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Of image events and results; without it, as many as the image events have, or 6.")
  private Integer partitions;

  @Option(
      names = "--recipes",
      description = "The topics of the recipes too, and what these may do.")
  private boolean recipes;

  boolean recipes() {
    return recipes;
  }

  OptionalInt value() {
    if (partitions == null) {
      return OptionalInt.empty();
    }
    if (partitions < 1 || partitions > MOST) {
      throw new FatalException(FaultCode.USAGE, "--partitions must be 1 to " + MOST);
    }
    return OptionalInt.of(partitions);
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.feedback.Period;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A stretch of time, on the command line. */
final class PeriodOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Given then or later: 2024-03-01T12:00:00Z, or 90s, 30m, 2h, 7d ago.")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Given before.")
  private String until;

  Period period(Clock clock) {
    return new Period(
        Optional.ofNullable(since)
            .map(text -> PointInTime.parse(spec, "--since", text, clock.instant())),
        Optional.ofNullable(until)
            .map(text -> PointInTime.parse(spec, "--until", text, clock.instant())));
  }
}

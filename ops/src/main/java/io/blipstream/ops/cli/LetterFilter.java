package io.blipstream.ops.cli;

import io.blipstream.ops.deadletters.Place;
import io.blipstream.ops.deadletters.Selection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which dead letters are meant, on the command line. Each option may be given several times. */
final class LetterFilter {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--id", paramLabel = "P:O", description = "The one at this partition and offset.")
  private List<String> places = new ArrayList<>();

  @Option(names = "--fault", paramLabel = "CODE", description = "With this fault.")
  private List<String> faults = new ArrayList<>();

  @Option(
      names = "--template",
      paramLabel = "ID[@V]",
      description = "Of this template, in one version or in any.")
  private List<String> templates = new ArrayList<>();

  @Option(names = "--event", paramLabel = "ID", description = "Of this event.")
  private List<String> events = new ArrayList<>();

  @Option(names = "--subject", paramLabel = "S", description = "Of this subject.")
  private List<String> subjects = new ArrayList<>();

  @Option(
      names = "--feed",
      paramLabel = "F",
      description = "Of this feed, as far as the event is in the letter and can be read.")
  private List<String> feeds = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Failed then or later: 2024-03-01T12:00:00Z, or 90s, 30m, 2h, 7d ago.")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Failed before.")
  private String until;

  /** Whether nothing was asked for: then all are meant. */
  boolean isEmpty() {
    return selection(Clock.systemUTC()).equals(Selection.ALL);
  }

  Selection selection(Clock clock) {
    Instant now = clock.instant();
    return new Selection(
        places(),
        new LinkedHashSet<>(faults),
        new LinkedHashSet<>(templates),
        new LinkedHashSet<>(events),
        new LinkedHashSet<>(subjects),
        new LinkedHashSet<>(feeds),
        Optional.ofNullable(since).map(text -> PointInTime.parse(spec, "--since", text, now)),
        Optional.ofNullable(until).map(text -> PointInTime.parse(spec, "--until", text, now)));
  }

  private Set<Place> places() {
    Set<Place> parsed = new LinkedHashSet<>();
    for (String text : places) {
      parsed.add(
          Place.parse(text)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "--id is '" + text + "', must be PARTITION:OFFSET, for example 0:17")));
    }
    return parsed;
  }
}

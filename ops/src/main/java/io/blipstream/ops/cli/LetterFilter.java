package io.blipstream.ops.cli;

import io.blipstream.ops.deadletters.Place;
import io.blipstream.ops.deadletters.Selection;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which dead letters are meant, on the command line. Each option may be given several times. */
final class LetterFilter {
  private static final Pattern AGO = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Map<String, TimeUnit> UNITS =
      Map.of("s", TimeUnit.SECONDS, "m", TimeUnit.MINUTES, "h", TimeUnit.HOURS, "d", TimeUnit.DAYS);

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
        Optional.ofNullable(since).map(text -> time("--since", text, now)),
        Optional.ofNullable(until).map(text -> time("--until", text, now)));
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

  private Instant time(String option, String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    try {
      return ago.matches()
          ? now.minus(
              Duration.ofSeconds(UNITS.get(ago.group(2)).toSeconds(Long.parseLong(ago.group(1)))))
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          option + " is '" + text + "', must be like 2024-03-01T12:00:00Z or 90s, 30m, 2h, 7d",
          e);
    }
  }
}

package io.blipstream.ops.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A time as people write it on a command line: an instant, or how long ago. */
final class PointInTime {
  private static final Pattern AGO = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Map<String, TimeUnit> UNITS =
      Map.of("s", TimeUnit.SECONDS, "m", TimeUnit.MINUTES, "h", TimeUnit.HOURS, "d", TimeUnit.DAYS);

  private PointInTime() {}

  /**
   * @param option for the message
   */
  static Instant parse(CommandSpec spec, String option, String text, Instant now) {
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

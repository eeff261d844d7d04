package io.blipstream.ops.deadletters;

import io.blipstream.runtime.fault.Addresses;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Letters as lines of text. Whoever sends events writes in them: nothing may steer a terminal. */
public final class LetterLines {
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_MESSAGE = 80;
  private static final int LONGEST_TEXT = 2_000;

  private LetterLines() {}

  /** Above a list. */
  public static String heading() {
    return row("PLACE", "FAILED AT", "FAULT", "TRIED", "EVENT", "MESSAGE");
  }

  /** One letter in a list. */
  public static String of(Letter letter) {
    String event = letter.eventId().or(letter::subject).orElse("-");
    String instruction = letter.instructionId().map(id -> "/" + id).orElse("");
    return row(
        letter.place().toString(),
        letter.failedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        letter.fault(),
        Integer.toString(letter.attempts()),
        shown(event + instruction, LONGEST_NAME),
        shown(letter.message(), LONGEST_MESSAGE));
  }

  /** Above groups. */
  public static String groupHeading(String by) {
    return "%8s  %-20s  %-20s  %s".formatted("LETTERS", "FIRST", "LAST", by);
  }

  /** One group of letters. */
  public static String of(LetterGroups.Group group) {
    return "%8d  %-20s  %-20s  %s"
        .formatted(
            group.letters(),
            group.first().truncatedTo(ChronoUnit.SECONDS),
            group.last().truncatedTo(ChronoUnit.SECONDS),
            shown(group.name(), LONGEST_MESSAGE));
  }

  /** Names and values, one a line, what is inside of another further to the right. */
  public static List<String> of(Map<String, Object> view) {
    List<String> lines = new ArrayList<>();
    add(lines, "", view);
    return lines;
  }

  private static void add(List<String> lines, String indent, Map<?, ?> view) {
    view.forEach((name, value) -> add(lines, indent, shown(name.toString(), LONGEST_NAME), value));
  }

  private static void add(List<String> lines, String indent, String name, Object value) {
    if (value instanceof Map<?, ?> inner) {
      lines.add(indent + name + ":");
      add(lines, indent + "  ", inner);
    } else if (value instanceof List<?> list) {
      lines.add(indent + name + ":" + (list.isEmpty() ? " none" : ""));
      list.forEach(each -> add(lines, indent + "  ", "-", each));
    } else {
      lines.add(indent + name + ": " + (value == null ? "-" : shown("" + value, LONGEST_TEXT)));
    }
  }

  private static String row(String... cells) {
    return "%-10s  %-20s  %-24s  %5s  %-40s  %s".formatted((Object[]) cells).stripTrailing();
  }

  /** Control characters become dots, among them those that begin a terminal's commands. */
  private static String shown(String given, int longest) {
    String text = Addresses.hidden(given);
    String bounded = text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    return bounded.replaceAll("[\\p{Cc}\\p{Cf}]", ".");
  }
}

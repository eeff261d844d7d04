package io.blipstream.ops.cli;

import io.blipstream.ops.deadletters.Letter;
import io.blipstream.ops.deadletters.LetterGroups;
import io.blipstream.ops.deadletters.LetterLines;
import io.blipstream.ops.deadletters.LetterReader;
import io.blipstream.ops.deadletters.LetterView;
import io.blipstream.ops.deadletters.Place;
import io.blipstream.ops.deadletters.Selection;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream dead-letters}. */
@Command(
    name = "dead-letters",
    description = "Lists, groups and shows what could not be done; changes nothing.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DeadLettersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigOption config;

  @Mixin private LetterFilter filter;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "List so many at most, the newest (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "Count all of them by fault, template or feed instead.")
  private LetterGroups.By by;

  @Option(names = "--json", description = "One JSON object for each.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  DeadLettersCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > 100_000) {
      throw new ParameterException(spec.commandLine(), "--limit must be 1 to 100000");
    }
    Selection selection = filter.selection(Clock.systemUTC());
    try (LetterReader reader = LetterReader.open(config.read(environment))) {
      if (by == null) {
        List<Letter> letters = reader.newest(selection, limit);
        list(letters, reader.replayed(letters));
      } else {
        LetterGroups groups = new LetterGroups(by);
        reader.each(
            selection,
            letter -> {
              groups.add(letter);
              return true;
            });
        count(groups.largestFirst());
      }
      if (reader.unreadable() > 0) {
        console
            .err()
            .println("blipstream: " + reader.unreadable() + " records are no dead letters");
      }
    }
    console.out().flush();
    return 0;
  }

  private void list(List<Letter> letters, Map<Place, Instant> replayed) {
    if (json) {
      JsonLines lines = new JsonLines(console.out());
      for (Letter each : letters) {
        Map<String, Object> view = LetterView.of(each);
        Instant at = replayed.get(each.place());
        view.put("replayed_at", at == null ? null : at.toString());
        lines.print(view);
      }
    } else if (letters.isEmpty()) {
      console.err().println("blipstream: no dead letters");
    } else {
      console.out().println(LetterLines.heading());
      for (Letter each : letters) {
        String note = replayed.containsKey(each.place()) ? " (replayed)" : "";
        console.out().println(LetterLines.of(each) + note);
      }
    }
  }

  private void count(List<LetterGroups.Group> groups) {
    String what = by.name().toLowerCase(Locale.ROOT);
    if (json) {
      groups.forEach(each -> new JsonLines(console.out()).print(view(what, each)));
    } else if (groups.isEmpty()) {
      console.err().println("blipstream: no dead letters");
    } else {
      console.out().println(LetterLines.groupHeading(by.name()));
      groups.forEach(each -> console.out().println(LetterLines.of(each)));
    }
  }

  private static Map<String, Object> view(String what, LetterGroups.Group group) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put(what, group.name());
    view.put("letters", group.letters());
    view.put("first", group.first().toString());
    view.put("last", group.last().toString());
    return view;
  }
}

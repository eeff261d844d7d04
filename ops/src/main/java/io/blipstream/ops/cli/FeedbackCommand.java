package io.blipstream.ops.cli;

import io.blipstream.ops.feedback.FeedbackDataSet;
import io.blipstream.ops.feedback.Made;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream feedback}. */
@Command(
    name = "feedback",
    description = "Makes a data set of the corrections that people gave; docs/feedback.md.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class FeedbackCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder of versions; each is a folder that `tune` and `evaluate` read.")
  private Path out;

  @Mixin private PeriodOptions period;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  FeedbackCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    Made made =
        new FeedbackDataSet(config.read(environment), period.period(clock), clock).make(out);
    if (json) {
      Map<String, Object> view = new TreeMap<>(made.facts());
      view.put("version", made.version().map(Path::toString).orElse(null));
      view.put("new", made.isNew());
      view.put("stale", made.stale().stream().map(Path::toString).toList());
      new JsonLines(console.out()).print(view);
    } else {
      print(made);
    }
    return 0;
  }

  private void print(Made made) {
    if (made.version().isEmpty()) {
      console.out().println("no corrections to learn from");
    }
    made.version()
        .ifPresent(
            version -> {
              String note = made.isNew() ? "" : " (was there already)";
              console.out().println(version + note);
            });
    new TreeMap<>(made.sizes()).forEach((set, rows) -> console.out().println(set + ": " + rows));
    for (String fact : new String[] {"replaced", "forgotten", "unusable", "by_address"}) {
      if (!made.facts().get(fact).equals(0)) {
        console.out().println(fact.replace('_', ' ') + ": " + made.facts().get(fact));
      }
    }
    if (made.facts().get("left_out") instanceof Map<?, ?> leftOut) {
      leftOut.forEach((why, n) -> console.out().println("left out, " + why + ": " + n));
    }
    made.stale()
        .forEach(
            version ->
                console.err().println(version + " holds what was forgotten since; remove it"));
    console.out().flush();
    console.err().flush();
  }
}

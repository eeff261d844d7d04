package io.blipstream.ops.cli;

import io.blipstream.ops.deadletters.Pace;
import io.blipstream.ops.deadletters.ReplayPlan;
import io.blipstream.ops.deadletters.ReplayReport;
import io.blipstream.ops.deadletters.Replayer;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream replay}. */
@Command(
    name = "replay",
    description = {
      "Puts the originals of dead letters back into the topic they came from, byte for byte.",
      "Says what it would do; --execute does it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigOption config;

  @Mixin private LetterFilter filter;

  @Option(names = "--all", description = "All of them, where nothing else says which.")
  private boolean all;

  @Option(
      names = {"--execute", "--yes"},
      description = "Do it.")
  private boolean execute;

  @Option(names = "--again", description = "Also what was put back before.")
  private boolean again;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "So many records a second at most; without it, as fast as they go.")
  private Double rate;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Refuse to put back more records at once (default: ${DEFAULT-VALUE}).")
  private int limit = 10_000;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  ReplayCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Clock clock = Clock.systemUTC();
    if (filter.isEmpty() != all) {
      throw new ParameterException(
          spec.commandLine(), "which ones? --fault, --id and so on; or --all, and none of those");
    }
    if (limit < 1 || limit > 1_000_000) {
      throw new ParameterException(spec.commandLine(), "--limit must be 1 to 1000000");
    }
    Pace pace = pace();
    try (Replayer replayer = Replayer.open(config.read(environment), clock)) {
      ReplayPlan plan = replayer.plan(filter.selection(clock), again, limit);
      ReplayWords words = new ReplayWords(plan, plan.deadlinesOver(clock.instant()));
      if (execute) {
        ReplayReport report = replayer.execute(plan, again, pace);
        print(words.done(report), words.doneJson(report));
      } else {
        print(words.planned(), words.plannedJson());
      }
    }
    return 0;
  }

  private Pace pace() {
    try {
      return Pace.of(rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--rate: " + e.getMessage(), e);
    }
  }

  private void print(String text, Map<String, Object> object) {
    if (json) {
      new JsonLines(console.out()).print(object);
    } else {
      console.out().println(text);
      console.out().flush();
    }
  }
}

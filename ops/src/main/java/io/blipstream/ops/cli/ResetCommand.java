package io.blipstream.ops.cli;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.reset.ResetPlan;
import io.blipstream.ops.reset.ResetWords;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream reset}. */
@Command(
    name = "reset",
    description = {
      "Has the application forget how far it had read: its offsets, its own topics, its state here.",
      "Says what it would delete; --yes deletes it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ResetCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Option(
      names = {"--yes", "--execute"},
      description = "Do it.")
  private boolean yes;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  ResetCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Configuration configuration = config.read(environment);
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      ResetPlan plan = ResetPlan.of(configuration, cluster);
      if (yes) {
        plan.execute(cluster);
      }
      ResetWords words = new ResetWords(plan, yes);
      if (json) {
        new JsonLines(console.out()).print(words.fields());
      } else {
        words.lines().forEach(console.out()::println);
      }
    }
    console.out().flush();
    return 0;
  }
}

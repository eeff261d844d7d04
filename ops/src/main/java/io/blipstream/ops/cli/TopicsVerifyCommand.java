package io.blipstream.ops.cli;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.topics.Difference;
import io.blipstream.ops.topics.TopicPlan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream topics verify}. */
@Command(
    name = "verify",
    description = "Ends with 42 where a topic is missing or not as wanted, and names each.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TopicsVerifyCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Mixin private PartitionsOption partitions;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  TopicsVerifyCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Configuration configuration = config.read(environment);
    List<Difference> differences;
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      differences =
          TopicPlan.of(configuration, partitions.value(), partitions.recipes(), cluster.topics())
              .differences(cluster.topics());
    }
    TopicDifferences report = new TopicDifferences(console, json);
    report.print(differences);
    return report.verdict(differences);
  }
}

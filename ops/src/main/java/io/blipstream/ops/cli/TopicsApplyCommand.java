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

/** {@code blipstream topics apply}. */
@Command(
    name = "apply",
    description = {
      "Makes what is missing and sets what differs; deletes nothing.",
      "Adds partitions only with --partitions, since that moves subjects to other partitions. Ends with",
      "42 where something still differs."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TopicsApplyCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Mixin private PartitionsOption partitions;

  @Option(
      names = "--replication",
      paramLabel = "N",
      description = "Replicas of what is made; without it, the brokers' default.")
  private short replication = -1;

  @Option(names = "--json", description = "One JSON object: what still differs.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  TopicsApplyCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = config.read(environment);
    List<Difference> left;
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      TopicPlan plan =
          TopicPlan.of(configuration, partitions.value(), partitions.recipes(), cluster.topics());
      List<Difference> found = plan.differences(cluster.topics());
      found.forEach(each -> console.err().println("blipstream: was: " + each.words()));
      left = plan.apply(cluster.topics(), found, replication);
    }
    TopicDifferences report = new TopicDifferences(console, json);
    report.print(left);
    return report.verdict(left);
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.capacity.Advice;
import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.topics.Permission;
import io.blipstream.ops.topics.Permissions;
import io.blipstream.ops.topics.Strimzi;
import io.blipstream.ops.topics.TopicPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream topics plan}. */
@Command(
    name = "plan",
    description = "Says what `apply` would change; changes nothing.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TopicsPlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigOption config;

  @Mixin private PartitionsOption partitions;

  @Option(
      names = "--acls",
      description = "Instead: the least that the principal of `run` must be allowed.")
  private boolean acls;

  @Option(
      names = "--console",
      description = "With those also what the console's pages read and its actions write.")
  private boolean forConsole;

  @Option(
      names = "--principal",
      paramLabel = "NAME",
      description = "Whom that is printed for (default: ${DEFAULT-VALUE}).")
  private String principal = "User:blipstream";

  @Option(
      names = "--strimzi",
      paramLabel = "CLUSTER",
      description =
          "Instead: topics and user as resources of Strimzi's operator, in YAML, or with --json as"
              + " one list.")
  private String strimzi;

  @Option(
      names = "--replication",
      paramLabel = "N",
      description = "Replicas in those resources (default: ${DEFAULT-VALUE}).")
  private int replication = 3;

  @Mixin private RateOptions rates;

  @Option(names = "--json", description = "JSON, one object.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  TopicsPlanCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (!principal.matches("[A-Za-z]+:[^'\\s]{1,300}")) {
      throw new ParameterException(spec.commandLine(), "--principal is like User:name");
    }
    Configuration configuration = config.read(environment);
    Optional<Advice> advice = rates.advice();
    if (Stream.of(advice.isPresent(), acls, strimzi != null).filter(asked -> asked).count() > 1) {
      throw new ParameterException(
          spec.commandLine(), "--rate, --acls and --strimzi ask for different things: give one");
    }
    if (advice.isPresent()) {
      advise(advice.get());
    } else if (acls) {
      acls(configuration);
    } else if (strimzi != null) {
      resources(configuration);
    } else {
      try (Cluster cluster = Cluster.of(configuration.kafka())) {
        TopicPlan plan =
            TopicPlan.of(configuration, partitions.value(), partitions.recipes(), cluster.topics());
        new TopicDifferences(console, json).print(plan.differences(cluster.topics()));
      }
    }
    console.out().flush();
    return 0;
  }

  private void advise(Advice advice) {
    if (json) {
      new JsonLines(console.out()).print(advice.fields());
    } else {
      console.out().println(advice.words());
    }
  }

  private void acls(Configuration configuration) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put(
          "acls", permissions(configuration).stream().map(each -> each.fields(principal)).toList());
      new JsonLines(console.out()).print(object);
    } else {
      permissions(configuration).forEach(each -> console.out().println(each.command(principal)));
    }
  }

  private List<Permission> permissions(Configuration configuration) {
    return Permissions.of(configuration, forConsole, partitions.recipes());
  }

  private void resources(Configuration configuration) {
    TopicPlan plan =
        TopicPlan.of(configuration, partitions.value(), partitions.recipes(), OptionalInt.empty());
    String user = principal.substring(principal.indexOf(':') + 1);
    Strimzi resources = new Strimzi(strimzi, user, replication);
    if (json) {
      new JsonLines(console.out()).print(resources.list(plan, permissions(configuration)));
    } else {
      console.out().print(resources.documents(plan, permissions(configuration)));
    }
  }
}

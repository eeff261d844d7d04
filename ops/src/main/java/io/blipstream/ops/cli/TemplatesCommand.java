package io.blipstream.ops.cli;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.pipeline.BuiltIns;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.BuiltInTemplates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream templates}. */
@Command(
    name = "templates",
    description = "The built-in instruction templates.",
    mixinStandardHelpOptions = true)
final class TemplatesCommand implements Runnable {
  @Spec private CommandSpec spec;

  private final Console console;
  private final Map<String, String> environment;

  TemplatesCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list or publish?");
  }

  @Command(name = "list", description = "Shows them.", mixinStandardHelpOptions = true)
  void list() {
    for (Template template : BuiltInTemplates.all(Instant.EPOCH)) {
      console
          .out()
          .printf(
              "%-12s %-8s %s%n",
              template.getId() + "@" + template.getVersion(),
              template.getTask(),
              template.getText());
    }
    console.out().flush();
  }

  @Command(
      name = "publish",
      description = "Writes them to the cluster's topic; once more changes nothing.",
      mixinStandardHelpOptions = true)
  void publish(
      @Option(
              names = "--config",
              paramLabel = "FILE",
              required = true,
              description = "The configuration that `run` takes.")
          Path file) {
    Configuration configuration = ConfigurationReader.read(file, environment);
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      cluster.requireTopics(PipelineSettings.topics(configuration));
    }
    int published = BuiltIns.publish(configuration, Clock.systemUTC());
    console.err().println("blipstream: published " + published + " templates");
  }
}

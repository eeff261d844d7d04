package io.blipstream.ops.cli;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.BuiltIns;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.templates.TemplateFile;
import io.blipstream.ops.templates.TemplateLines;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.BuiltInTemplates;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blipstream templates publish}. */
@Command(
    name = "publish",
    description = "Writes templates to the cluster's topic; once more changes nothing.",
    mixinStandardHelpOptions = true)
final class TemplatesPublishCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE.jsonl",
      description = "Templates of one's own; without it, the built-in ones.")
  private Path file;

  @Mixin private ConfigOption config;

  @Option(names = "--json", description = "One JSON object: what was published.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  TemplatesPublishCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public void run() {
    Clock clock = Clock.systemUTC();
    List<Template> templates =
        file == null
            ? BuiltInTemplates.all(clock.instant())
            : TemplateFile.read(file, clock.instant());
    Configuration configuration = config.read(environment);
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      cluster.requireTopics(PipelineSettings.topics(configuration));
    }
    BuiltIns.publish(configuration, templates);
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("published", templates.stream().map(TemplateLines::name).toList());
      new JsonLines(console.out()).print(object);
    } else {
      console.err().println("blipstream: published " + templates.size() + " templates");
    }
  }
}

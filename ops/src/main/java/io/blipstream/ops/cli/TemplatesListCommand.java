package io.blipstream.ops.cli;

import io.blipstream.ops.templates.ClusterTemplates;
import io.blipstream.ops.templates.TemplateLines;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.BuiltInTemplates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream templates list}. */
@Command(
    name = "list",
    description = {
      "Shows the built-in ones, or with --config those of a cluster.",
      "These are the ones that an application of that cluster holds now; the records that it refuses",
      "are named on standard error."
    },
    mixinStandardHelpOptions = true)
final class TemplatesListCommand implements Runnable {
  @Mixin private ConfigOption config;

  @Option(
      names = "--json",
      description = "One JSON object each, as `lint`, `try` and `publish` take them.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  TemplatesListCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public void run() {
    for (Template template : templates()) {
      if (json) {
        new JsonLines(console.out()).print(TemplateLines.fields(template));
      } else {
        console.out().println(TemplateLines.line(template));
      }
    }
    console.out().flush();
  }

  private List<Template> templates() {
    if (!config.isGiven()) {
      return BuiltInTemplates.all(Instant.EPOCH);
    }
    ClusterTemplates found = ClusterTemplates.read(config.read(environment));
    found.refused().forEach(line -> console.err().println("blipstream: refused " + line));
    console.err().flush();
    return found.valid();
  }
}

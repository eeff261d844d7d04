package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.ops.templates.TemplateFile;
import io.blipstream.ops.templates.TemplateTrial;
import io.blipstream.ops.templates.TemplateTrial.Tried;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.BuiltInTemplates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream templates try}. */
@Command(
    name = "try",
    description =
        "Words prompts with templates; with --image, also asks the model. Needs no cluster.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TemplatesTryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--file",
      paramLabel = "FILE.jsonl",
      description = "Templates of one's own; without it, the built-in ones.")
  private Path file;

  @Option(names = "--id", paramLabel = "ID", description = "Only the template of that id.")
  private String id;

  @Option(names = "--question", paramLabel = "Q", description = "For templates of task ANSWER.")
  private String question;

  @Option(names = "--answer", paramLabel = "A", description = "For templates of task QUESTION.")
  private String answer;

  @Option(names = "--image", paramLabel = "FILE", description = "Ask the model about it.")
  private Path image;

  @Mixin private ConfigOption config;

  @Mixin private ModelOption model;

  @Option(names = "--json", description = "One JSON object for each template.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  TemplatesTryCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() {
    List<Template> templates =
        file == null ? BuiltInTemplates.all(Instant.EPOCH) : TemplateFile.read(file, Instant.EPOCH);
    List<Template> chosen =
        templates.stream().filter(each -> id == null || each.getId().equals(id)).toList();
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no template " + id + "; `blipstream templates list` has all names");
    }
    TemplateTrial trial =
        new TemplateTrial(chosen, Optional.ofNullable(question), Optional.ofNullable(answer));
    Configuration configuration = model.over(config.read(environment));
    List<Tried> all = image == null ? trial.worded() : trial.asked(image, configuration, engines);
    for (Tried each : all) {
      if (json) {
        new JsonLines(console.out()).print(each.fields());
      } else {
        console.out().println(each.line());
      }
    }
    console.out().flush();
    return all.stream()
        .flatMap(each -> each.fault().stream())
        .findFirst()
        .map(fault -> fault.code().exitCode())
        .orElse(0);
  }
}

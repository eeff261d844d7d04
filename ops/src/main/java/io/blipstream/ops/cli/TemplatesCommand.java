package io.blipstream.ops.cli;

import io.blipstream.ops.model.EngineOpener;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream templates}. */
@Command(
    name = "templates",
    description = "Instruction templates: the built-in ones, and one's own.",
    mixinStandardHelpOptions = true)
final class TemplatesCommand implements Runnable {
  @Spec private CommandSpec spec;

  private TemplatesCommand() {}

  /** With the commands below it. */
  static CommandLine with(Console console, Map<String, String> environment, EngineOpener engines) {
    return new CommandLine(new TemplatesCommand())
        .addSubcommand(new TemplatesListCommand(console, environment))
        .addSubcommand(new TemplatesLintCommand(console))
        .addSubcommand(new TemplatesTryCommand(console, environment, engines))
        .addSubcommand(new TemplatesPublishCommand(console, environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list, lint, try or publish?");
  }
}

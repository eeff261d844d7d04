package io.blipstream.ops.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream topics}. */
@Command(
    name = "topics",
    description = "The application's topics: what they should be, and what they are.",
    mixinStandardHelpOptions = true)
final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  private TopicsCommand() {}

  /** With the commands below it. */
  static CommandLine with(Console console, Map<String, String> environment) {
    return new CommandLine(new TopicsCommand())
        .addSubcommand(new TopicsPlanCommand(console, environment))
        .addSubcommand(new TopicsApplyCommand(console, environment))
        .addSubcommand(new TopicsVerifyCommand(console, environment))
        .addSubcommand(new TopicsAsyncApiCommand(console, environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "plan, apply, verify or asyncapi?");
  }
}

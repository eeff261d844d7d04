package io.blipstream.ops.cli;

import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.ops.model.LoadingBar;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: holds the subcommands together and turns faults into exit codes. */
@Command(
    name = "blipstream",
    description = "Image events in; captions, answers and generated questions out.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:success", "other:a fault; docs/faults.md lists them"})
final class Blipstream implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print stack traces; also BLIPSTREAM_DEBUG=1.")
  private boolean debug;

  private final CommandLine commandLine;

  Blipstream(Console console, Map<String, String> environment) {
    this(
        console,
        environment,
        configuration -> CheckpointEngine.open(configuration, LoadingBar.on(console.err())));
  }

  Blipstream(Console console, Map<String, String> environment, EngineOpener engines) {
    FaultReport report =
        new FaultReport(
            console.err(),
            () -> debug || environment.getOrDefault("BLIPSTREAM_DEBUG", "").equals("1"));
    commandLine =
        new CommandLine(this)
            .addSubcommand(new DemoCommand(console, environment, engines))
            .addSubcommand(new AskCommand(console, environment, engines))
            .addSubcommand(new EvaluateCommand(console, environment, engines))
            .addSubcommand(new TuneCommand(console))
            .addSubcommand(new FeedbackCommand(console, environment))
            .addSubcommand(new AblateCommand(console, environment, engines))
            .addSubcommand(new ScenesCommand(console))
            .addSubcommand(new MixtureCommand(console))
            .addSubcommand(new RunCommand(console, environment, engines))
            .addSubcommand(new RecipeCommand(console, environment, engines))
            .addSubcommand(new DoctorCommand(console, environment))
            .addSubcommand(new InspectCommand(console, environment, engines))
            .addSubcommand(TemplatesCommand.with(console, environment, engines))
            .addSubcommand(TopicsCommand.with(console, environment))
            .addSubcommand(BenchCommand.with(console, environment, engines))
            .addSubcommand(
                new CommandLine(new DeadLettersCommand(console, environment))
                    .addSubcommand(new ShowLetterCommand(console, environment)))
            .addSubcommand(new ReplayCommand(console, environment))
            .addSubcommand(new ResetCommand(console, environment))
            .addSubcommand(new CompletionCommand(console))
            .addSubcommand(new HelpCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(console.out())
            .setErr(console.err())
            .setExecutionExceptionHandler(report)
            .setParameterExceptionHandler(report);
  }

  int execute(String... arguments) {
    return commandLine.execute(arguments);
  }

  /** With all commands below it. */
  CommandLine commandLine() {
    return commandLine;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}

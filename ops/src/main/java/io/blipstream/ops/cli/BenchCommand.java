package io.blipstream.ops.cli;

import io.blipstream.ops.model.EngineOpener;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream bench}: holds the benchmarks together. */
@Command(
    name = "bench",
    description = "Measures; ops/bench/README.md tells what was found, when and where.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  private BenchCommand() {}

  /** With every benchmark below it. */
  static CommandLine with(Console console, Map<String, String> environment, EngineOpener engines) {
    return new CommandLine(new BenchCommand())
        .addSubcommand(new BenchModelCommand(console, environment, engines))
        .addSubcommand(new BenchFanoutCommand(console, environment, engines))
        .addSubcommand(new BenchKillCommand(console))
        .addSubcommand(new BenchOutagesCommand(console))
        .addSubcommand(new BenchOverloadCommand(console))
        .addSubcommand(new BenchRecordsCommand(console))
        .addSubcommand(new BenchPicturesCommand(console))
        .addSubcommand(new BenchPrepareCommand(console, environment))
        .addSubcommand(new BenchMemoryCommand(console, environment, engines))
        .addSubcommand(new BenchRooflineCommand(console, environment))
        .addSubcommand(new BenchPipelineCommand(console, environment, engines))
        .addSubcommand(new BenchLanesCommand(console, environment, engines))
        .addSubcommand(new BenchGrowthCommand(console, environment))
        .addSubcommand(new BenchAlternativesCommand(console, environment, engines))
        .addSubcommand(new BenchMakeCheckpointCommand(console, environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which benchmark?");
  }
}

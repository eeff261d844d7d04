package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.fanout.FanoutBench;
import io.blipstream.ops.bench.fanout.TopicFanoutBench;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.engine.Engine;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream bench fanout}. */
@Command(
    name = "fanout",
    description = "The time of three instructions on a picture as a multiple of one's.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchFanoutCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PictureOptions source;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      description = "Pictures at most (default: ${DEFAULT-VALUE}).")
  private int pictures = 200;

  @Option(
      names = "--rounds",
      paramLabel = "K",
      description = "Turns of each; the middle ratio counts (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--pipeline", description = "From topic to topic, not the engine fed directly.")
  private boolean pipeline;

  @Mixin private BenchOptions options;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  BenchFanoutCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1 || pictures < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds and --pictures are at least 1");
    }
    Configuration configuration = options.over(environment);
    Workload workload = source.pictures(configuration).first(pictures);
    try (Engine engine = engines.open(configuration)) {
      Findings findings =
          pipeline
              ? PictureOptions.inFolder(
                  folder -> TopicFanoutBench.run(configuration, engine, workload, rounds, folder))
              : FanoutBench.run(engine, workload, rounds);
      options.print(findings, engine, configuration, console);
    }
    return 0;
  }
}

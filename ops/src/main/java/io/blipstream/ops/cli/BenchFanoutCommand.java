package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.fanout.FanoutBench;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.engine.Engine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

  @Option(
      names = "--requests",
      paramLabel = "FILE.jsonl",
      description = "Whose pictures are taken, each once; the kept scenes by default.")
  private Path requests;

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
  public Integer call() throws InterruptedException {
    if (rounds < 1 || pictures < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds and --pictures are at least 1");
    }
    Configuration configuration = options.over(environment);
    Workload workload =
        Workload.read(
                BenchOptions.keptRequests(Optional.ofNullable(requests)),
                configuration.value(Keys.IMAGE_MAX_BYTES))
            .distinctPictures()
            .first(pictures);
    try (Engine engine = engines.open(configuration)) {
      options.print(FanoutBench.run(engine, workload, rounds), engine, console);
    }
    return 0;
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.lanes.LanesBench;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.engine.Engine;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream bench lanes}. */
@Command(
    name = "lanes",
    description = "The interactive lane's p99 under a bulk feed as a multiple of its p99 without.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchLanesCommand implements Callable<Integer> {
  @Option(
      names = "--open",
      paramLabel = "N",
      description = "Requests the bulk feed keeps at the engine (default: ${DEFAULT-VALUE}).")
  private int open = 64;

  @Option(
      names = "--interactive",
      paramLabel = "N",
      description = "Interactive requests of a turn (default: ${DEFAULT-VALUE}).")
  private int interactive = 100;

  @Option(names = "--rounds", paramLabel = "K", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 4;

  @Mixin private PictureOptions source;

  @Mixin private BenchOptions options;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  BenchLanesCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = options.over(environment);
    Workload workload = source.workload(configuration);
    try (Engine engine = engines.open(configuration)) {
      options.print(
          LanesBench.run(engine, workload, open, interactive, rounds),
          engine,
          configuration,
          console);
    }
    return 0;
  }
}

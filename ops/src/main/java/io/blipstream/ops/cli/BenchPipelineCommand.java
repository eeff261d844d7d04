package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.pipeline.PipelineBench;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.engine.Engine;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream bench pipeline}. */
@Command(
    name = "pipeline",
    description = "Throughput from topic to topic as a share of the engine's own.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchPipelineCommand implements Callable<Integer> {
  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events of a turn, three instructions each (default: ${DEFAULT-VALUE}).")
  private int events = 1500;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Events that go through first, uncounted (default: ${DEFAULT-VALUE}).")
  private int warmUp = 3000;

  @Option(names = "--rounds", paramLabel = "K", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Mixin private PictureOptions source;

  @Mixin private BenchOptions options;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  BenchPipelineCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Configuration configuration = options.over(environment);
    Workload pictures = source.pictures(configuration);
    try (Engine engine = engines.open(configuration)) {
      options.print(
          PictureOptions.inFolder(
              folder ->
                  PipelineBench.run(
                      configuration, engine, pictures, warmUp, events, rounds, folder)),
          engine,
          configuration,
          console);
    }
    return 0;
  }
}

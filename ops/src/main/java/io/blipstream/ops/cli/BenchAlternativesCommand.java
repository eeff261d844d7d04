package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.alternatives.AlternativesBench;
import io.blipstream.ops.bench.alternatives.AlternativesBench.Python;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.ops.model.ShippedCheckpoint;
import io.blipstream.runtime.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream bench alternatives}. */
@Command(
    name = "alternatives",
    description =
        "Topic to topic, beside a synchronous Streams processor and a Python consumer with transformers.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchAlternativesCommand implements Callable<Integer> {
  @Option(
      names = "--python",
      paramLabel = "FILE",
      description =
          "A Python with what ops/bench/requirements-consumer.txt names; without it, the"
              + " first alternative alone.")
  private Path python;

  @Option(
      names = "--python-device",
      paramLabel = "NAME",
      description = "Where PyTorch runs there (default: ${DEFAULT-VALUE}).")
  private String pythonDevice = "cpu";

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events of a turn, three instructions each (default: ${DEFAULT-VALUE}).")
  private int events = 300;

  @Option(names = "--rounds", paramLabel = "K", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Mixin private PictureOptions source;

  @Mixin private BenchOptions options;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  BenchAlternativesCommand(Console console, Map<String, String> environment, EngineOpener engines) {
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
                  AlternativesBench.run(
                      configuration, engine, pictures, consumer(), events, rounds, folder)),
          engine,
          configuration,
          console);
    }
    return 0;
  }

  private Optional<Python> consumer() {
    Path home = ShippedCheckpoint.home().orElse(Path.of(""));
    return Optional.ofNullable(python)
        .map(
            executable ->
                new Python(executable, home.resolve("ops/bench/python_consumer.py"), pythonDevice));
  }
}

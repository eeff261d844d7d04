package io.blipstream.ops.cli;

import io.blipstream.ops.bench.roofline.RooflineBench;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream bench roofline}. */
@Command(
    name = "roofline",
    description =
        "The share of the machine's own matrix-multiplication peak over image encoder and T5's encoder.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchRooflineCommand implements Callable<Integer> {
  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Pictures and prompts at once (default: ${DEFAULT-VALUE}).")
  private int size = 16;

  @Option(names = "--rounds", paramLabel = "K", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Mixin private BenchOptions options;

  private final Console console;
  private final Map<String, String> environment;

  BenchRooflineCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Configuration configuration = options.over(environment);
    int configured = configuration.value(Keys.MODEL_THREADS);
    int threads = configured == 0 ? Runtime.getRuntime().availableProcessors() : configured;
    options.print(
        RooflineBench.run(
            configuration.value(Keys.MODEL_DIR),
            configuration.value(Keys.MODEL_DEVICE),
            configuration.value(Keys.MODEL_PRECISION),
            threads,
            size,
            rounds),
        configuration,
        console);
    return 0;
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.prepare.PrepareBench;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImagePreprocessor;
import io.blipstream.runtime.image.PreprocessorConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream bench prepare}. */
@Command(
    name = "prepare",
    description = "Compressed pictures a second made ready for the image encoder.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchPrepareCommand implements Callable<Integer> {
  @Mixin private PictureOptions source;

  @Option(names = "--passes", paramLabel = "K", description = "Default: ${DEFAULT-VALUE}.")
  private int passes = 3;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long a pass takes (default: ${DEFAULT-VALUE}).")
  private double seconds = 3;

  @Mixin private BenchOptions options;

  private final Console console;
  private final Map<String, String> environment;

  BenchPrepareCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = options.over(environment);
    Workload workload = source.pictures(configuration);
    Path model = configuration.value(Keys.MODEL_DIR);
    Findings findings =
        PrepareBench.run(
            workload,
            new ImageDecoder(ImageLimits.DEFAULT, configuration.value(Keys.IMAGE_PROFILE)),
            ImagePreprocessor.of(PreprocessorConfig.in(model)),
            Math.max(1, passes),
            seconds);
    options.print(findings, console);
    return 0;
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.model.ModelBench;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.engine.Engine;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream bench model}. */
@Command(
    name = "model",
    description = "Requests a second, from compressed pictures to text, after a warm pass.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchModelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PictureOptions source;

  @Option(
      names = "--passes",
      paramLabel = "K",
      description =
          "Measured passes over all of it; the middle one counts (default: ${DEFAULT-VALUE}).")
  private int passes = 3;

  @Mixin private BenchOptions options;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  BenchModelCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (passes < 1) {
      throw new ParameterException(spec.commandLine(), "--passes is at least 1");
    }
    Configuration configuration = options.over(environment);
    // The file first: a wrong path is said before seconds are spent on the checkpoint.
    Workload workload = source.workload(configuration);
    try (Engine engine = engines.open(configuration)) {
      options.print(ModelBench.run(engine, workload, passes), engine, configuration, console);
    }
    return 0;
  }
}

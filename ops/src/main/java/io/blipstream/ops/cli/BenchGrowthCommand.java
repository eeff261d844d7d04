package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.growth.GrowthBench;
import io.blipstream.ops.bench.growth.LongStreamBench;
import io.blipstream.ops.config.Configuration;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream bench growth}. */
@Command(
    name = "growth",
    description =
        "Three instances against one, or with --stream what an event costs as the stream grows; both on a simulated device.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchGrowthCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "For one instance, or with --stream in all (default: 3000, or 1000000).")
  private Integer events;

  @Option(names = "--stream", description = "One instance, and a long stream.")
  private boolean stream;

  @Mixin private PictureOptions source;

  @Mixin private BenchOptions options;

  private final Console console;
  private final Map<String, String> environment;

  BenchGrowthCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Configuration configuration = options.over(environment);
    Workload pictures = source.pictures(configuration);
    int count = events != null ? events : stream ? 1_000_000 : 3_000;
    if (count < (stream ? 1_000 : 10)) {
      throw new ParameterException(spec.commandLine(), "--events is too small");
    }
    Findings findings =
        PictureOptions.inFolder(
            folder ->
                stream
                    ? LongStreamBench.run(configuration, pictures, count, folder)
                    : GrowthBench.run(configuration, pictures, count, folder));
    options.print(findings, console);
    return 0;
  }
}

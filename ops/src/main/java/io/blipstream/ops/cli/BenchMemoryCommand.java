package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.memory.MemoryBench;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.inspect.ProcessMemory;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream bench memory}. */
@Command(
    name = "memory",
    description =
        "Whether memory outside of Java's heap grows with the requests. Linux; ops/bench/memory.sh"
            + " starts it with a heap that is touched at once, without which the figures mean"
            + " nothing.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchMemoryCommand implements Callable<Integer> {
  /** Full within the first passes, so that a cache that fills is not taken for growth. */
  private static final long FEATURES = 16L << 20;

  @Option(
      names = "--n",
      paramLabel = "N",
      description = "Requests, in whole passes (default: ${DEFAULT-VALUE}).")
  private long requests = 100_000;

  @Mixin private PictureOptions source;

  @Mixin private BenchOptions options;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  BenchMemoryCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration =
        options
            .over(environment)
            .unlessSet(Keys.ENGINE_FEATURES_MAX_BYTES, Long.toString(FEATURES));
    Workload workload = source.workload(configuration);
    try (Engine engine = engines.open(configuration)) {
      options.print(
          MemoryBench.run(engine, workload, requests, ProcessMemory::outsideHeap),
          engine,
          configuration,
          console);
    }
    return 0;
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.bench.checkpoint.CheckpointSize;
import io.blipstream.ops.bench.checkpoint.RandomCheckpoint;
import io.blipstream.ops.bench.checkpoint.ValueType;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.config.Keys;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream bench make-checkpoint}. */
@Command(
    name = "make-checkpoint",
    description = "Writes a checkpoint of random weights; no download.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchMakeCheckpointCommand implements Callable<Integer> {
  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private CheckpointSize size = CheckpointSize.BASE;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ValueType type = ValueType.F32;

  @Option(names = "--seed", paramLabel = "S", description = "Other numbers for another seed.")
  private long seed = 1;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      required = true,
      description = "The folder; what is in it is not written over.")
  private Path into;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private ModelOption pattern;

  private final Console console;
  private final Map<String, String> environment;

  BenchMakeCheckpointCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Path tokenizers = pattern.over(ConfigurationReader.read(environment)).value(Keys.MODEL_DIR);
    RandomCheckpoint.write(size, type, seed, tokenizers, into).print(console.out(), json);
    return 0;
  }
}

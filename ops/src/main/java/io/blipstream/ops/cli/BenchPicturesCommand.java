package io.blipstream.ops.cli;

import io.blipstream.ops.bench.pictures.PicturesBench;
import io.blipstream.runtime.image.process.PictureIsolation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blipstream bench pictures}. */
@Command(
    name = "pictures",
    description = {
      "Has the engine read spoilt pictures, and counts what became of each.",
      "The device is simulated. Exit code 1: one had no outcome, two, or a wrong one; or memory grew."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchPicturesCommand implements Callable<Integer> {
  private static final int BROKEN = 1;

  @Option(
      names = {"-n", "--n"},
      paramLabel = "N",
      description = "Pictures (default: ${DEFAULT-VALUE}).")
  private int pictures = 100_000;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--threads", paramLabel = "T", description = "That decode; by default all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--isolation",
      paramLabel = "WHICH",
      description =
          "Decoded in processes of their own: NONE, WEBP or ALL (default: ${DEFAULT-VALUE}).")
  private PictureIsolation isolation = PictureIsolation.WEBP;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;

  BenchPicturesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    PicturesBench.Report report = PicturesBench.run(pictures, seed, threads, isolation);
    report
        .findings()
        .with("threads", threads)
        .with("isolation", isolation)
        .print(console.out(), json);
    return report.kept() ? 0 : BROKEN;
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.bench.records.RecordsBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blipstream bench records}. */
@Command(
    name = "records",
    description = {
      "Sends spoilt records through the pipeline, and counts what became of each.",
      "The device is simulated, the broker is of this process. Exit code 1: one was lost or doubled."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchRecordsCommand implements Callable<Integer> {
  private static final int BROKEN = 1;

  @Option(
      names = {"-n", "--n"},
      paramLabel = "N",
      description = "Records (default: ${DEFAULT-VALUE}).")
  private int records = 100_000;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;

  BenchRecordsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    RecordsBench.Report report;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      report = RecordsBench.run(records, seed, folder.path());
    }
    report
        .findings()
        .with("cores", Runtime.getRuntime().availableProcessors())
        .print(console.out(), json);
    return report.kept() ? 0 : BROKEN;
  }
}

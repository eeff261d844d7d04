package io.blipstream.ops.cli;

import io.blipstream.ops.bench.kill.KillBench;
import io.blipstream.ops.bench.kill.KillPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blipstream bench kill}. */
@Command(
    name = "kill",
    description = {
      "Kills processes of the pipeline at random moments, and counts what became of the events.",
      "The device is simulated, the broker is of this process. Exit code 1: something was not kept."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchKillCommand implements Callable<Integer> {
  private static final int BROKEN = 1;

  @Option(names = "--kills", paramLabel = "N", description = "Kills (default: ${DEFAULT-VALUE}).")
  private int kills = 20;

  @Option(names = "--events", paramLabel = "M", description = "Events (default: ${DEFAULT-VALUE}).")
  private int events = 20_000;

  @Option(
      names = "--partitions",
      paramLabel = "P",
      description = "Partitions (default: ${DEFAULT-VALUE}).")
  private int partitions = 4;

  @Option(
      names = "--instances",
      paramLabel = "I",
      description = "Processes at once (default: ${DEFAULT-VALUE}).")
  private int instances = 3;

  @Option(
      names = "--broker-restarts",
      paramLabel = "B",
      description = "Restarts of the broker amid it (default: ${DEFAULT-VALUE}).")
  private int brokerRestarts;

  @Option(names = "--seed", paramLabel = "S", description = "Other moments for another seed.")
  private long seed = 1;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A configuration key of the processes, for example commit.mode=drain.")
  private Map<String, String> configuration = new LinkedHashMap<>();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;

  BenchKillCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    KillPlan plan =
        new KillPlan(kills, events, partitions, instances, brokerRestarts, seed, configuration);
    KillBench.Report report;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      report = KillBench.run(plan, folder.path());
    }
    report
        .findings()
        .with("cores", Runtime.getRuntime().availableProcessors())
        .print(console.out(), json);
    return report.outcomes().kept() ? 0 : BROKEN;
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.outages.OutagesBench;
import io.blipstream.ops.bench.outages.OutagesPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blipstream bench outages}. */
@Command(
    name = "outages",
    description = {
      "Takes away what the application stands on, and counts what became of the events.",
      "The device is simulated, the brokers are processes of its own. Needs Linux with prlimit.",
      "Exit code 1: something was not kept."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchOutagesCommand implements Callable<Integer> {
  private static final int BROKEN = 1;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "One of them, may be given again; docs/outages.md names them.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each lasts (default: ${DEFAULT-VALUE}).")
  private int seconds = 60;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Events a second (default: ${DEFAULT-VALUE}).")
  private int rate = 50;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A configuration key of the application, for example commit.mode=drain.")
  private Map<String, String> configuration = new LinkedHashMap<>();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;

  BenchOutagesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    OutagesPlan plan =
        new OutagesPlan(only, seconds, rate, configuration, SimulatedRun.class.getName());
    Findings findings;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      findings = OutagesBench.run(plan, folder.path());
    }
    findings.print(console.out(), json);
    return Boolean.TRUE.equals(findings.value("kept")) ? 0 : BROKEN;
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.overload.OverloadBench;
import io.blipstream.ops.bench.overload.OverloadPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blipstream bench overload}. */
@Command(
    name = "overload",
    description = {
      "Sends the application many times what its device can do, most of it in lane BULK.",
      "The device is simulated, the broker is a process of its own. Needs Linux and a JDK.",
      "Exit code 1: something was lost, doubled or out of order, memory grew, live events were late."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchOverloadCommand implements Callable<Integer> {
  private static final int BROKEN = 1;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long it lasts (default: ${DEFAULT-VALUE}).")
  private int seconds = 600;

  @Option(
      names = "--factor",
      paramLabel = "F",
      description =
          "How many times what the device can do, which is measured first (default: ${DEFAULT-VALUE}).")
  private int factor = 10;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A configuration key of the application, for example commit.mode=drain.")
  private Map<String, String> configuration = new LinkedHashMap<>();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;

  BenchOverloadCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    OverloadPlan plan =
        new OverloadPlan(seconds, factor, configuration, SimulatedRun.class.getName());
    Findings findings;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      findings = OverloadBench.run(plan, folder.path());
    }
    findings.with("cores", Runtime.getRuntime().availableProcessors()).print(console.out(), json);
    return Boolean.TRUE.equals(findings.value("kept")) ? 0 : BROKEN;
  }
}

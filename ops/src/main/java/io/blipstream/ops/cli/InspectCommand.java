package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.inspect.Finding;
import io.blipstream.ops.inspect.Inspections;
import io.blipstream.ops.inspect.JsonFinding;
import io.blipstream.ops.inspect.PlainFinding;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.inspect.Inspection;
import io.blipstream.runtime.inspect.PeakMemory;
import io.blipstream.runtime.inspect.Workload;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blipstream inspect}. */
@Command(
    name = "inspect",
    description =
        "Says what a checkpoint folder holds, what memory it needs and whether it will run here."
            + " Reads headers only.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The checkpoint folder.")
  private Path folder;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private ConfigOption config;

  @Mixin private DeviceOption device;

  @Option(
      names = "--prompt-tokens",
      paramLabel = "N",
      description = "Tokens of a prompt that memory is told for (default: ${DEFAULT-VALUE}).")
  private int promptTokens = Inspections.PROMPT_TOKENS;

  @Option(
      names = "--beams",
      paramLabel = "N",
      description = "Beams of an answer that memory is told for (default: ${DEFAULT-VALUE}).")
  private int beams = 1;

  @Option(
      names = "--measure",
      description =
          "Load it, answer a full batch and tell the memory that it took as well. Linux, cpu.")
  private boolean measure;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  InspectCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() {
    Configuration configuration =
        device
            .over(config.read(environment))
            .with(Map.of(Keys.MODEL_DIR.name(), folder.toString()));
    Workload work = Inspections.largest(configuration, promptTokens, beams);
    Inspection inspection = Inspections.of(configuration, work);
    OptionalLong measured =
        measure && inspection.runs()
            ? OptionalLong.of(PeakMemory.measure(() -> engines.open(configuration), work))
            : OptionalLong.empty();
    Finding finding = new Finding(inspection, measured);
    console.out().print(json ? JsonFinding.of(finding) + "\n" : PlainFinding.of(finding));
    console.out().flush();
    inspection.faults().forEach(this::report);
    return inspection.faults().stream().findFirst().map(fault -> fault.code().exitCode()).orElse(0);
  }

  private void report(Fault fault) {
    console.err().println("blipstream: " + fault.code() + ": " + fault.message());
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.model.ShippedCheckpoint;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Devices;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every benchmark of a checkpoint is told. */
final class BenchOptions {
  @Mixin private SetOption set;

  @Mixin private ModelOption model;

  @Mixin private DeviceOption device;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Prompts and pictures in a batch at most; by itself the engine chooses.")
  private Integer batch;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  boolean json() {
    return json;
  }

  /** What is configured, with the options over it. */
  Configuration over(Map<String, String> environment) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (batch != null) {
      pairs.put(Keys.ENGINE_BATCH_MAX_PROMPTS.name(), batch.toString());
      pairs.put(Keys.ENGINE_BATCH_MAX_IMAGES.name(), batch.toString());
    }
    return device.over(model.over(set.read(environment))).with(pairs);
  }

  /** Adds what was measured where, and prints. */
  void print(Findings findings, Engine engine, Configuration configuration, Console console) {
    findings
        .with("model", engine.model().id())
        .with("model_digest", engine.model().digest())
        .with("family", engine.model().family());
    print(findings, configuration, console);
  }

  /** The same without an engine. */
  void print(Findings findings, Configuration configuration, Console console) {
    List<DeviceId> devices = Devices.resolve(configuration.value(Keys.MODEL_DEVICE));
    Precision precision = configuration.value(Keys.MODEL_PRECISION).on(devices.get(0));
    findings
        .with("device", new DeviceChoice(devices).toString())
        .with("precision", precision.name().toLowerCase(Locale.ROOT));
    print(findings, console);
  }

  /** The same where no checkpoint takes part. */
  void print(Findings findings, Console console) {
    findings.with("cores", Runtime.getRuntime().availableProcessors()).print(console.out(), json);
  }

  /** The kept scenes' requests; they lie beside the launcher. */
  static Path keptRequests(Optional<Path> chosen) {
    return chosen
        .or(
            () ->
                ShippedCheckpoint.home()
                    .map(home -> home.resolve("ops/bench/scenes/requests.jsonl")))
        .orElseThrow(
            () ->
                new FatalException(
                    FaultCode.USAGE, "without the launcher, --requests FILE.jsonl is needed"));
  }
}

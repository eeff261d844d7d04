package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a command computes on: the options, else what is configured. */
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu (the default), cuda, cards such as cuda:0,cuda:1, or auto.")
  private String device;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      description = "fp32, bf16 or auto (the default): fp32 on a processor, bf16 on a card.")
  private String precision;

  Configuration over(Configuration configuration) {
    Map<String, String> chosen = new LinkedHashMap<>();
    if (device != null) {
      chosen.put(Keys.MODEL_DEVICE.name(), device);
    }
    if (precision != null) {
      chosen.put(Keys.MODEL_PRECISION.name(), precision);
    }
    return configuration.with(chosen);
  }
}

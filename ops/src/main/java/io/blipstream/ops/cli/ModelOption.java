package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.model.ShippedCheckpoint;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which checkpoint a command takes: the option, else what is configured, else the shipped one. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The checkpoint folder; the shipped one by default.")
  private Path model;

  Configuration over(Configuration configuration) {
    return model == null ? configuredOrShipped(configuration) : with(configuration, model);
  }

  /** Of a command without the option. */
  static Configuration configuredOrShipped(Configuration configuration) {
    return configuration.isSet(Keys.MODEL_DIR)
        ? configuration
        : ShippedCheckpoint.folder()
            .map(folder -> with(configuration, folder))
            .orElse(configuration);
  }

  private static Configuration with(Configuration configuration, Path folder) {
    return configuration.with(Map.of(Keys.MODEL_DIR.name(), folder.toString()));
  }
}

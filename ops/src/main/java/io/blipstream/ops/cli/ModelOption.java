package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.model.ShippedCheckpoint;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Which checkpoint a command takes: the option, else what is configured, else the shipped one. */
final class ModelOption {
  private ModelOption() {}

  static Configuration over(Configuration configuration, Optional<Path> option) {
    return option
        .or(
            () ->
                configuration.isSet(Keys.MODEL_DIR) ? Optional.empty() : ShippedCheckpoint.folder())
        .map(folder -> configuration.with(Map.of(Keys.MODEL_DIR.name(), folder.toString())))
        .orElse(configuration);
  }
}

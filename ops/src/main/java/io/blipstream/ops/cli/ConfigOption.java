package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConfigurationReader;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The configuration of a command that also does with the environment alone. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration that `run` takes; without it, the environment alone.")
  private Path file;

  Configuration read(Map<String, String> environment) {
    return ConfigurationReader.of(file, environment);
  }

  boolean isGiven() {
    return file != null;
  }
}

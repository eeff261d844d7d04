package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConfigurationReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The configuration of a command: a file, the environment over it, single keys over both. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration, a .properties file; without it, the environment alone."
              + " docs/configuration.md lists its keys.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One key of it, over file and environment; may be repeated.")
  private Map<String, String> pairs = new LinkedHashMap<>();

  Configuration read(Map<String, String> environment) {
    return ConfigurationReader.of(file, environment, pairs);
  }

  /** Whether there is one beside the environment. */
  boolean isGiven() {
    return file != null || !pairs.isEmpty();
  }
}

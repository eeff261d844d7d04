package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConfigurationReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Single keys of the configuration; alone where a command has a cluster of its own. */
final class SetOption {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One key of the configuration, over file and environment; may be repeated.")
  private Map<String, String> pairs = new LinkedHashMap<>();

  /** Over the environment. */
  Configuration read(Map<String, String> environment) {
    return read(null, environment);
  }

  /** Over the environment, and that over the file unless it is null. */
  Configuration read(Path file, Map<String, String> environment) {
    return ConfigurationReader.of(file, environment, pairs);
  }

  boolean isGiven() {
    return !pairs.isEmpty();
  }
}

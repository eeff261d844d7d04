package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;
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

  @Mixin private SetOption set;

  Configuration read(Map<String, String> environment) {
    return set.read(file, environment);
  }

  /** Whether there is one beside the environment. */
  boolean isGiven() {
    return file != null || set.isGiven();
  }
}

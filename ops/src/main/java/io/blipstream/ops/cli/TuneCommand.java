package io.blipstream.ops.cli;

import io.blipstream.ops.tune.Tune;
import io.blipstream.ops.tune.TuneSettings;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream tune}. */
@Command(
    name = "tune",
    description = "Learns from declared data sets: instruction tuning of the Q-Former.",
    mixinStandardHelpOptions = true)
final class TuneCommand implements Runnable {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Start, data, output and recipe; docs/tuning.md. Called again, it goes on.")
  private Path config;

  @Mixin private TellingOption telling;

  private final Console console;

  TuneCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Tune tune =
        new Tune(
            TuneSettings.read(config), telling.teller(console, console.err()), Clock.systemUTC());
    try (Interruption interruption = Interruption.awaited()) {
      interruption.thenRun(tune::stop);
      tune.run();
    }
  }
}

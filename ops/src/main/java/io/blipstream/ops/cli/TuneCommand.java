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
    description = "Learns from declared data sets: instruction tuning, or what comes before it.",
    mixinStandardHelpOptions = true)
final class TuneCommand implements Runnable {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Start, data, output and recipe; docs/tuning.md. Called again, it goes on.")
  private Path config;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description =
          "instruction: the paper's tuning. pretrain: the two stages of BLIP-2 before it, alignment and generation (default: ${DEFAULT-VALUE}).")
  private Tune.Recipe stage = Tune.Recipe.INSTRUCTION;

  @Mixin private TellingOption telling;

  private final Console console;

  TuneCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Tune tune =
        new Tune(
            TuneSettings.read(config),
            stage,
            telling.teller(console, console.err()),
            Clock.systemUTC());
    try (Interruption interruption = Interruption.awaited()) {
      interruption.thenRun(tune::stop);
      tune.run();
    }
  }
}

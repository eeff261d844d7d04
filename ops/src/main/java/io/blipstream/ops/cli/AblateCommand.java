package io.blipstream.ops.cli;

import io.blipstream.ops.ablation.AblationReport;
import io.blipstream.ops.ablation.AblationSettings;
import io.blipstream.ops.ablation.Ablations;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.ops.tell.Teller;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream ablate}. */
@Command(
    name = "ablate",
    description = "Learns models that each lack a part of the paper's recipe, and compares them.",
    mixinStandardHelpOptions = true)
final class AblateCommand implements Runnable {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Start, data, recipe, arms; docs/ablations.md. Called again, it goes on.")
  private Path config;

  @Mixin private TellingOption telling;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  AblateCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public void run() {
    AblationSettings settings = AblationSettings.read(config);
    Teller teller = telling.teller(console, console.err());
    Configuration served =
        ConfigurationReader.read(environment)
            .with(
                Map.of(
                    Keys.IMAGE_PROFILE.name(),
                    settings.tune().profile().name().toLowerCase(Locale.ROOT)));
    Ablations ablations =
        new Ablations(
            settings,
            folder -> engines.open(served.with(Map.of(Keys.MODEL_DIR.name(), folder.toString()))),
            teller,
            Clock.systemUTC());
    try (Interruption interruption = Interruption.awaited()) {
      interruption.thenRun(ablations::stop);
      Optional<AblationReport> report = ablations.run().map(AblationReport::new);
      if (report.isEmpty()) {
        teller.tell("stopped", "stopped; the same command goes on from here");
        return;
      }
      report.get().write(settings.tune().plan().output());
      teller.tell("compared", report.get().fields(), "");
      if (!teller.json()) {
        console.out().print(report.get().markdown());
        console.out().flush();
      }
    }
  }
}

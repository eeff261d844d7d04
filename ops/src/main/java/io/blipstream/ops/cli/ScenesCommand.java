package io.blipstream.ops.cli;

import io.blipstream.ops.scenes.data.SceneFamily;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream scenes}. */
@Command(
    name = "scenes",
    description = "Draws scenes as data sets to tune and evaluate with; docs/data.md.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ScenesCommand implements Runnable {
  private static final int TOLD = 1_000;
  private static final int MOST = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where pictures, rows and their declaration sets.json go.")
  private Path out;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      description = "Pictures to learn on (default: ${DEFAULT-VALUE}).")
  private int pictures = 10_000;

  @Option(
      names = "--held-out",
      paramLabel = "N",
      description = "Pictures of each held-out set (default: ${DEFAULT-VALUE}).")
  private int heldOut = 200;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed draws the same (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Mixin private TellingOption telling;

  private final Console console;

  ScenesCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (pictures < 1 || pictures > MOST || heldOut < 1 || heldOut > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--pictures and --held-out must be 1 to " + MOST);
    }
    Path declaration = new SceneFamily(out, seed, this::drawn).write(pictures, heldOut);
    telling
        .teller(console, console.out())
        .tell("declared", Map.of("file", declaration.toString()), "declared in " + declaration);
  }

  private void drawn(int count) {
    if (count % TOLD == 0) {
      telling
          .teller(console, console.err())
          .tell("drawn", Map.of("pictures", count), count + " pictures drawn");
    }
  }
}

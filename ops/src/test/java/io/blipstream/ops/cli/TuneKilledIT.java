package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process that is killed with -9, again and again, wherever it is. */
class TuneKilledIT {
  private static final Path START =
      Path.of("../model-runtime/src/test/resources/golden/instructblip-t5/checkpoint");
  private static final int STEPS = 20;
  private static final int KILLS = 2;
  private static final int PICTURES = 6;

  @TempDir private Path folder;

  @Test
  void killedAndResumed_hasTheCostsAndWeightsOfARunThatNeverStopped() throws Exception {
    declare();
    long seed = System.nanoTime();
    Random chance = new Random(seed);
    Path broken = configured("broken");
    for (int kill = 0; kill < KILLS; kill++) {
      // Anywhere within a third of the run, and anywhere within a step or the keeping of a state.
      int step = 1 + kill * STEPS / (KILLS + 1) + chance.nextInt(STEPS / (KILLS + 1));
      Process process = start(broken, "broken.log");
      awaitState(folder.resolve("broken/tuning"), step, process);
      TimeUnit.MICROSECONDS.sleep(chance.nextInt(30_000));
      process.destroyForcibly();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as("killed, seed " + seed).isEqualTo(128 + 9);
    }
    finish(broken, "broken.log");
    finish(configured("whole"), "whole.log");

    assertThat(folder.resolve("whole/tuning/loss.csv")).content().hasLineCount(STEPS + 1);
    assertThat(folder.resolve("broken/tuning/loss.csv"))
        .as("seed " + seed)
        .hasSameTextualContentAs(folder.resolve("whole/tuning/loss.csv"));
    assertThat(folder.resolve("broken/model.safetensors"))
        .as("seed " + seed)
        .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
  }

  private void declare() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < PICTURES; i++) {
      String picture = "%04d.jpg".formatted(i);
      Files.copy(Path.of("bench/scenes").resolve(picture), folder.resolve(picture));
      rows.append(
          "{\"image\": \"%s\", \"question\": \"is there a fox?\", \"answer\": \"%s\"}\n"
              .formatted(picture, i % 2 == 0 ? "yes" : "no"));
    }
    Files.writeString(folder.resolve("rows.jsonl"), rows);
    Files.writeString(
        folder.resolve("sets.json"),
        """
        {"datasets": [
          {"name": "questions", "group": "g", "form": "rows", "files": {"rows": "rows.jsonl"},
           "templates": ["answer"], "metric": "exact"}]}
        """);
  }

  private Path configured(String name) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".properties"),
        String.join(
            "\n",
            "model.dir=" + START.toAbsolutePath().normalize(),
            "data.file=sets.json",
            "output.dir=" + name,
            "steps=" + STEPS,
            "rate=1e-3",
            "warmup=4",
            "batch=4",
            "save.every=2",
            "validate.every=6",
            "validation=0"));
  }

  private Process start(Path config, String log) throws IOException {
    return CommandProcess.builder("tune", "--config", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
        .start();
  }

  private void finish(Path config, String log) throws Exception {
    Process process = start(config, log);
    try {
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      assertThat(ended).as(Files.readString(folder.resolve(log))).isTrue();
      assertThat(process.exitValue()).as(Files.readString(folder.resolve(log))).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Until a state of that step or a later one is kept. */
  private void awaitState(Path keeps, int step, Process process) throws Exception {
    long start = System.nanoTime();
    while (latest(keeps) < step) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("broken.log"))).isTrue();
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(2));
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static int latest(Path keeps) throws IOException {
    if (!Files.isDirectory(keeps)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(keeps)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("state-"))
          .mapToInt(name -> Integer.parseInt(name.substring("state-".length())))
          .max()
          .orElse(0);
    }
  }
}

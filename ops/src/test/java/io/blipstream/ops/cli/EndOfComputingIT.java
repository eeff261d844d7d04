package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The process is told to end while its devices compute. */
@DisabledOnOs(OS.WINDOWS) // there is no SIGTERM there
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class EndOfComputingIT {
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  @RepeatedTest(2)
  void toldToEnd_endsAsTold_andNotByACrash() throws Exception {
    Process process = ask();
    try (BufferedReader answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      // from the first answer on, and for seconds, all workers compute
      assertThat(answers.readLine()).contains("\"text\"");
      process.toHandle().destroy(); // unlike the process's own, it leaves its output to be read
      while (answers.readLine() != null) {
        // what it had said before
      }
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(TERMINATED);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("reports of a crash").isEmpty();
    }
  }

  private Process ask() throws Exception {
    ProcessBuilder builder =
        CommandProcess.builder(
            "ask",
            "--json",
            "--model=" + Path.of("../checkpoints/instructblip-scenes").toAbsolutePath(),
            "--requests=" + Path.of("bench/scenes/requests.jsonl").toAbsolutePath());
    return builder
        .directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

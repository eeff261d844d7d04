package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real engine: what is not to be had is refused before anything is loaded. */
class DeviceOptionTest {
  private static final String MODEL = "../checkpoints/instructblip-scenes";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ask", "explain", "configured"})
  void cardThatIsNotThere_isRefusedWithAStableFault(String way) throws Exception {
    String picture = Files.writeString(folder.resolve("cat.png"), "cat").toString();
    String target = folder.resolve("out.png").toString();
    CommandRun run =
        switch (way) {
          case "ask" -> ask(Map.of(), "--device", "cuda:63", picture);
          case "explain" -> ask(Map.of(), "--device", "cuda:63", "--explain", target, picture);
          default -> ask(Map.of("BLIPSTREAM_MODEL_DEVICE", "cuda:62,cuda:63"), picture);
        };
    assertThat(run.exitCode()).as(run.err()).isEqualTo(FaultCode.DEVICE_UNAVAILABLE.exitCode());
    assertThat(run.err()).contains("cuda:6", "docs/devices.md");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatIsNoDevice_isAMistakeOfTheCaller() {
    CommandRun run = ask(Map.of(), "--device", "tpu", "cat.png");
    assertThat(run.exitCode()).isEqualTo(FaultCode.CONFIGURATION_INVALID.exitCode());
    assertThat(run.err()).contains("tpu");
  }

  private static CommandRun ask(Map<String, String> environment, String... more) {
    List<String> all = new ArrayList<>(List.of("ask", "--model", MODEL, "--prompt", "what?"));
    all.addAll(List.of(more));
    return CommandRun.of(CheckpointEngine::open, environment, all.toArray(String[]::new));
  }
}

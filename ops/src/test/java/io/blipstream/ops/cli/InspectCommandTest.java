package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  private static final EngineOpener NONE =
      configuration -> {
        throw new AssertionError("inspect opens no engine");
      };

  @TempDir Path folder;

  @BeforeEach
  void copyShipped() throws IOException {
    Path shipped = Path.of("..", "checkpoints", "instructblip-scenes");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(shipped.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  @Test
  void shippedCheckpoint_runsHere() throws IOException {
    CommandRun run = CommandRun.of(NONE, "inspect", folder.toString(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("family").asText()).isEqualTo("instructblip-t5");
    assertThat(json.path("runs").asBoolean()).isTrue();
    assertThat(json.path("precision").asText()).isEqualTo("fp32");
    assertThat(json.path("types").path("F16").asInt()).isPositive();
    long parameters = 0;
    for (JsonNode part : json.path("parts")) {
      parameters += part.path("parameters").asLong();
      assertThat(part.path("held_bytes").asLong())
          .as("fp16 is widened")
          .isEqualTo(2 * part.path("stored_bytes").asLong());
    }
    assertThat(json.path("parameters").asLong()).isEqualTo(parameters).isPositive();
    assertThat(json.path("batch").path("prompts").asInt()).isEqualTo(64);
  }

  @Test
  void pageForPeople_endsWithTheVerdict() {
    CommandRun run = CommandRun.of(NONE, "inspect", folder.toString());
    assertThat(run.out())
        .contains("instructblip-t5", "Q-Former", "language_model.shared.weight", "F16");
    assertThat(run.out().lines().reduce((a, b) -> b)).hasValue("runs here       yes");
  }

  @Test
  void batchAndTypeComeFromTheConfigurationAndTheOptions() throws IOException {
    CommandRun small = inspect(Map.of("BLIPSTREAM_ENGINE_BATCH_MAX_IMAGES", "1"));
    CommandRun large = inspect(Map.of("BLIPSTREAM_ENGINE_BATCH_MAX_IMAGES", "512"));
    assertThat(working(large)).isGreaterThan(2 * working(small));
    JsonNode half =
        new ObjectMapper()
            .readTree(
                CommandRun.of(NONE, "inspect", folder.toString(), "--json", "--precision", "bf16")
                    .out());
    assertThat(half.path("precision").asText()).isEqualTo("bf16");
    CommandRun wrong = CommandRun.of(NONE, "inspect", folder.toString(), "--device", "gpu");
    assertThat(wrong.exitCode()).isEqualTo(FaultCode.CONFIGURATION_INVALID.exitCode());
    assertThat(wrong.err()).contains("cuda:0,cuda:1");
  }

  @Test
  void faults_areToldAndTheFirstIsTheExitCode() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config).replace("\"num_decoder_layers\": 3", "\"num_decoder_layers\": 1"));
    CommandRun run = CommandRun.of(NONE, "inspect", folder.toString());
    assertThat(run.exitCode()).isEqualTo(FaultCode.CHECKPOINT_INVALID.exitCode());
    assertThat(run.out())
        .contains("surplus", "language_model.decoder.block.2.", "… and", "file missing", "no\n");
    assertThat(run.err().lines()).hasSize(2);
  }

  @Test
  void folderThatIsNone_isOneLine() {
    CommandRun run = CommandRun.of(NONE, "inspect", folder.resolve("none").toString());
    assertThat(run.exitCode()).isEqualTo(FaultCode.FILE_NOT_FOUND.exitCode());
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void measuring_answersAFullBatch() throws IOException {
    FakeEngine engine = new FakeEngine(Duration.ZERO);
    CommandRun run =
        CommandRun.of(configuration -> engine, "inspect", folder.toString(), "--measure", "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(new ObjectMapper().readTree(run.out()).path("measured_bytes").asLong())
        .isGreaterThan(1 << 20);
    assertThat(engine.stats().answers()).isEqualTo(2 * 64);
  }

  private CommandRun inspect(Map<String, String> environment) {
    return CommandRun.of(NONE, environment, "inspect", folder.toString(), "--json");
  }

  private static long working(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out()).path("memory").path("working_bytes").asLong();
  }
}

package io.blipstream.ops.bench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.roofline.RooflineBench;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.FatalException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomCheckpointTest {
  private static final Path PATTERN = Path.of("../checkpoints/instructblip-scenes");
  private static final Path PICTURE = Path.of("bench/scenes/0000.jpg");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(ValueType.class)
  void whatIsWritten_isReadAndSpeaksAsLongAsItIsTold(ValueType type) throws Exception {
    Path model = folder.resolve("tiny");
    RandomCheckpoint.write(CheckpointSize.TINY, type, 1, PATTERN, model);
    DecodingOptions seven = new DecodingOptions(7, 7, 1, 1, 1, Optional.empty(), List.of());
    ImageRequest request =
        new ImageRequest(
            "bench",
            Lane.BULK,
            Optional.empty(),
            List.of(ByteBuffer.wrap(Files.readAllBytes(PICTURE))),
            List.of(new Prompt("What is in the photo?", seven)));
    try (Engine engine =
        CheckpointEngine.open(Configuration.of(Map.of("model.dir", model.toString())))) {
      Reply.Answered reply = (Reply.Answered) engine.submit(request).join();
      assertThat(((Outcome.Answer) reply.outcomes().get(0)).tokenIds()).hasSize(7);
      assertThat(((Outcome.Answer) reply.outcomes().get(0)).confidence()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void rooflineIsDrawnOfIt() {
    RandomCheckpoint.write(CheckpointSize.TINY, ValueType.F32, 1, PATTERN, folder);
    Findings found = RooflineBench.run(folder, DeviceChoice.CPU, Precision.AUTO, 2, 2, 1);
    assertThat((Double) found.value("peak_gflops")).isPositive();
    assertThat((Double) found.value("share_of_peak")).isBetween(0.0, 1.0);
  }

  @Test
  void folderThatHoldsSomething_isNotWrittenOver() {
    RandomCheckpoint.write(CheckpointSize.TINY, ValueType.F32, 1, PATTERN, folder);
    assertThatThrownBy(
            () -> RandomCheckpoint.write(CheckpointSize.TINY, ValueType.F32, 2, PATTERN, folder))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("cannot write a checkpoint");
  }

  @Test
  void sizesAreThoseOfTheirNames() {
    assertThat(parameters(CheckpointSize.BASE)).isBetween(450_000_000L, 530_000_000L);
    assertThat(parameters(CheckpointSize.XL)).isBetween(3_900_000_000L, 4_100_000_000L);
  }

  private static long parameters(CheckpointSize size) {
    return TensorNames.of(size).stream().mapToLong(Tensor::values).sum();
  }
}

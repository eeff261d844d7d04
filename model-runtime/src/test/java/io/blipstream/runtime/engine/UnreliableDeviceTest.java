package io.blipstream.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.engine.network.CheckpointNetwork;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Stage;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.weights.LoadProgress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/** The shipped checkpoint, on a device that fails, runs out of memory and hangs. */
class UnreliableDeviceTest {
  private static final Path CHECKPOINT = Path.of("../checkpoints/instructblip-scenes");

  private final Path scenes = Path.of(getClass().getResource("/golden/scenes").getPath());
  private final JsonNode golden;

  UnreliableDeviceTest() throws Exception {
    golden = new ObjectMapper().readTree(scenes.resolve("golden.json").toFile());
  }

  @Test
  void realModelWhoseDeviceFailsAndRunsOutOfMemoryAtRandom_saysTheReferencesWords()
      throws Exception {
    Random random = new Random(11);
    try (Rig rig = rig((stage, items) -> failAtRandom(random, items))) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (JsonNode wanted : golden) {
        replies.add(rig.engine.submit(request(wanted, Optional.empty())));
      }
      for (int i = 0; i < replies.size(); i++) {
        assertThat(Rig.text(replies.get(i))).isEqualTo(golden.get(i).path("greedy_text").asText());
      }
      assertThat(rig.engine.stats().troubles().splits()).isPositive();
      assertThat(rig.engine.stats().troubles().shrinks()).isPositive();
      assertThat(rig.engine.stats().troubles().blamed()).isZero();
    }
  }

  @Test
  void realModelWhoseDeviceHangs_keepsTheDeadline_andGoesOnAfterwards() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    JsonNode first = golden.get(0);
    try (Rig rig = rig((stage, items) -> await(hangs, stage))) {
      Instant soon = Instant.now().plus(Duration.ofMillis(300));
      List<CompletableFuture<Reply>> late = new ArrayList<>();
      for (JsonNode wanted : golden) {
        late.add(rig.engine.submit(request(wanted, Optional.of(soon))));
      }
      for (CompletableFuture<Reply> reply : late) {
        assertThat(Rig.rejection(reply)).isEqualTo(FaultCode.DEADLINE_EXPIRED);
      }
      hangs.countDown();
      assertThat(Rig.text(rig.engine.submit(request(first, Optional.empty()))))
          .isEqualTo(first.path("greedy_text").asText());
    }
  }

  /** Batches only: one that fails alone would be to blame. */
  private static void failAtRandom(Random random, int items) {
    int die;
    synchronized (random) {
      die = random.nextInt(12);
    }
    if (items > 1 && die == 0) {
      throw new IllegalStateException("device-side assert");
    }
    if (items > 1 && die == 1) {
      throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
    }
  }

  private static void await(CountDownLatch latch, Stage stage) {
    try {
      if (stage == Stage.STEP && !latch.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the test never let go");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while hanging", e);
    }
  }

  private ImageRequest request(JsonNode wanted, Optional<Instant> deadline) throws Exception {
    byte[] image = Files.readAllBytes(scenes.resolve(wanted.path("image").asText()));
    return new ImageRequest(
        "scenes",
        Lane.STANDARD,
        deadline,
        List.of(ByteBuffer.wrap(image)),
        List.of(new Prompt(wanted.path("prompt").asText(), new DecodingOptions(24))));
  }

  private static Rig rig(ObjIntConsumer<Stage> mishap) {
    Network real =
        CheckpointNetwork.open(
            CHECKPOINT, Optional.empty(), DeviceId.CPU, Precision.FP32, LoadProgress.UNSEEN);
    return Rig.on(new UnreliableNetwork(real, mishap), Rig.config(2, 16, 1_024));
  }
}

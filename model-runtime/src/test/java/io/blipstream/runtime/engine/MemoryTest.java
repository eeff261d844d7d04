package io.blipstream.runtime.engine;

import static io.blipstream.runtime.engine.Rig.picture;
import static io.blipstream.runtime.engine.Rig.reply;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Stage;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lack of memory makes batches smaller; it costs no answer, and never ends the process. */
class MemoryTest {
  @ParameterizedTest
  @EnumSource
  void deviceOfLittleMemory_getsSmallerBatches(Stage little) throws Exception {
    Mishaps mishaps =
        (stage, items) -> {
          if (stage == little && items.size() > 2) {
            throw new EngineException("DefaultCPUAllocator: can't allocate memory: you tried ...");
          }
        };
    try (Rig rig = Rig.on(Pace.INSTANT, mishaps)) {
      PoisonTest.answersAll(rig, 60);
      assertThat(rig.engine.stats().troubles().blamed()).isZero();
      assertThat(rig.engine.stats().troubles().shrinks()).isPositive();
    }
  }

  @Test
  void memoryThatRunsOutAtRandom_costsNoAnswer() throws Exception {
    Random random = new Random(5);
    Mishaps mishaps =
        (stage, items) -> {
          synchronized (random) {
            switch (random.nextInt(40)) {
              case 0 -> throw new OutOfMemoryError("Java heap space");
              case 1 -> throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
              default -> {}
            }
          }
        };
    try (Rig rig = Rig.on(Pace.INSTANT, mishaps)) {
      PoisonTest.answersAll(rig, 300);
      assertThat(rig.engine.stats().troubles().shrinks()).isPositive();
    }
  }

  @Test
  void whatNeverFits_isBlamedAlone() throws Exception {
    Mishaps mishaps =
        (stage, items) -> {
          if (stage == Stage.STEP && items.contains("huge")) {
            throw new EngineException("CUDA out of memory");
          }
        };
    try (Rig rig = Rig.on(Pace.INSTANT, mishaps)) {
      CompletableFuture<Reply> huge = rig.submit(picture(1_000), "huge");
      PoisonTest.answersAll(rig, 30);
      Outcome.Failed failed = (Outcome.Failed) ((Reply.Answered) reply(huge)).outcomes().get(0);
      assertThat(failed.fault().code()).isEqualTo(FaultCode.INFERENCE_FAILED);
    }
  }

  @Test
  void engineHoldsNoMoreBytesThanItMay() throws Exception {
    SimulatedNetwork network = new SimulatedNetwork("n", Rig.SLOW, Mishaps.NONE);
    byte[] large = Arrays.copyOf(picture(1), 300_000); // PNG ignores what follows its end
    try (Rig rig = Rig.on(network, Rig.config(1, 8, 1_024))) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        replies.add(rig.submit(large, "what"));
      }
      int refused = 0;
      for (CompletableFuture<Reply> reply : replies) {
        try {
          reply(reply);
        } catch (ExecutionException e) {
          assertThat(((RetriableException) e.getCause()).code())
              .isEqualTo(FaultCode.ENGINE_OVERLOADED);
          refused++;
        }
      }
      assertThat(refused).isPositive();
      assertThat(20 - refused).as("three fit into 1 MiB at a time").isGreaterThanOrEqualTo(3);
      assertThat(Rig.text(rig.submit(large, "what"))).isNotEmpty();
    }
  }

  @Test
  void requestLargerThanAllIsServedAlone() throws Exception {
    byte[] larger = Arrays.copyOf(picture(1), 2 << 20);
    try (Rig rig = Rig.on(Pace.INSTANT, Mishaps.NONE)) {
      assertThat(Rig.text(rig.submit(larger, "what"))).isNotEmpty();
    }
  }

  @Test
  void wordsOfLibtorchAreKnown() {
    assertThat(MemoryShortage.is(new OutOfMemoryError())).isTrue();
    assertThat(
            MemoryShortage.is(
                new IllegalStateException(
                    new EngineException(
                        "[enforce fail at alloc_cpu.cpp:115] . DefaultCPUAllocator: can't allocate"
                            + " memory: you tried to allocate 1000 bytes. Error code 12"))))
        .isTrue();
    assertThat(MemoryShortage.is(new IllegalStateException("index out of range"))).isFalse();
    assertThat(MemoryShortage.is(new IllegalStateException())).isFalse();
  }
}

package io.blipstream.runtime.engine;

import static io.blipstream.runtime.engine.Rig.assertAnswered;
import static io.blipstream.runtime.engine.Rig.picture;
import static io.blipstream.runtime.engine.Rig.rejection;
import static io.blipstream.runtime.engine.Rig.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Stage;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** No call outlives its deadline, wherever it is then. */
class DeadlineTest {
  @Test
  void deadlineIsKept_thoughTheDeviceHangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (Rig rig = Rig.on(Pace.INSTANT, hanging(Stage.STEP, never))) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        replies.add(rig.engine.submit(within(Duration.ofMillis(200), picture(i))));
      }
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(rejection(reply)).isEqualTo(FaultCode.DEADLINE_EXPIRED);
      }
      assertThat(rig.engine.stats().queued()).as("nothing is held for them").isZero();
      assertThat(rig.engine.stats().troubles().expired()).isEqualTo(30);
      never.countDown();
      assertAnswered(rig.submit(picture(1), "now"), picture(1), "now");
    }
  }

  @Test
  void whatExpiresWhileItWaits_neverTouchesTheDevice() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Set<String> touched = ConcurrentHashMap.newKeySet();
    Mishaps mishaps =
        (stage, items) -> {
          touched.addAll(items);
          await(gate);
        };
    SimulatedNetwork network = new SimulatedNetwork("n", Pace.INSTANT, mishaps);
    try (Rig rig = Rig.on(network, Rig.config(1, 8, 1_024))) {
      CompletableFuture<Reply> first = rig.submit(picture(0), "first");
      while (touched.isEmpty()) {
        Thread.onSpinWait(); // until the only worker is busy
      }
      List<CompletableFuture<Reply>> late = new ArrayList<>();
      for (int i = 10; i < 40; i++) {
        late.add(rig.engine.submit(within(Duration.ofMillis(50), picture(i))));
      }
      for (CompletableFuture<Reply> reply : late) {
        assertThat(rejection(reply)).isEqualTo(FaultCode.DEADLINE_EXPIRED);
      }
      gate.countDown();
      assertAnswered(first, picture(0), "first");
      for (int i = 10; i < 40; i++) {
        assertThat(touched).doesNotContain(Rig.mark(picture(i)));
      }
    }
  }

  @Test
  void answersThatWereInTime_areHandedOutThoughTheirNeighbourIsLate() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Mishaps mishaps =
        (stage, items) -> {
          if (stage == Stage.QFORMER && items.contains("a prompt that is very much longer")) {
            await(never);
          }
        };
    try (Rig rig = Rig.on(Pace.INSTANT, mishaps)) {
      ImageRequest request =
          Rig.request(
              "feed",
              Lane.STANDARD,
              Optional.of(Instant.now().plusMillis(400)),
              picture(1),
              "short",
              "a prompt that is very much longer");
      Reply reply = reply(rig.engine.submit(request));
      never.countDown();
      // which of both came first is the engine's choice; the late one is late in either case
      if (reply instanceof Reply.Answered answered) {
        assertThat(((Outcome.Failed) answered.outcomes().get(1)).fault().code())
            .isEqualTo(FaultCode.DEADLINE_EXPIRED);
      } else {
        assertThat(((Reply.Rejected) reply).fault().code()).isEqualTo(FaultCode.DEADLINE_EXPIRED);
      }
    }
  }

  @Test
  void whatIsCancelledIsDroppedAndFreesItsPlace() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (Rig rig = Rig.on(Pace.INSTANT, hanging(Stage.VISION, gate))) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        replies.add(rig.submit(picture(i), "what"));
      }
      replies.forEach(reply -> reply.cancel(false));
      while (rig.engine.stats().queued() > 0) {
        Thread.onSpinWait();
      }
      gate.countDown();
      assertAnswered(rig.submit(picture(50), "next"), picture(50), "next");
    }
  }

  static Mishaps hanging(Stage where, CountDownLatch until) {
    return (stage, items) -> {
      if (stage == where) {
        await(until);
      }
    };
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ImageRequest within(Duration time, byte[] picture) {
    return Rig.request(
        "feed", Lane.STANDARD, Optional.of(Instant.now().plus(time)), picture, "what");
  }
}

package io.blipstream.runtime.engine;

import static io.blipstream.runtime.engine.Rig.assertAnswered;
import static io.blipstream.runtime.engine.Rig.mark;
import static io.blipstream.runtime.engine.Rig.picture;
import static io.blipstream.runtime.engine.Rig.rejection;
import static io.blipstream.runtime.engine.Rig.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Stage;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A poisonous picture or prompt costs itself and nothing else; a broken device is not poison. */
class PoisonTest {
  @Test
  void poisonousPictureIsRejectedAlone() throws Exception {
    byte[] poison = picture(7);
    String mark = mark(poison);
    try (Rig rig = Rig.on(Pace.INSTANT, failing(Stage.VISION, mark))) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        replies.add(rig.submit(picture(i), "what", "where"));
      }
      for (int i = 0; i < 20; i++) {
        if (i == 7) {
          assertThat(rejection(replies.get(i))).isEqualTo(FaultCode.INFERENCE_FAILED);
        } else {
          assertAnswered(replies.get(i), picture(i), "what", "where");
        }
      }
      assertThat(rig.engine.stats().troubles().blamed()).isEqualTo(1);
      assertAnswered(rig.submit(picture(99), "after"), picture(99), "after");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"QFORMER", "READING", "STEP"})
  void poisonousPromptFailsAlone_evenWithinItsRequest(Stage stage) throws Exception {
    try (Rig rig = Rig.on(Pace.INSTANT, failing(stage, "poison"))) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        replies.add(rig.submit(picture(i), "what", i == 7 ? "poison" : "where"));
      }
      for (int i = 0; i < 20; i++) {
        if (i == 7) {
          List<Outcome> outcomes = ((Reply.Answered) reply(replies.get(i))).outcomes();
          assertThat(outcomes.get(0)).isInstanceOf(Outcome.Answer.class);
          assertThat(((Outcome.Failed) outcomes.get(1)).fault().code())
              .isEqualTo(FaultCode.INFERENCE_FAILED);
        } else {
          assertAnswered(replies.get(i), picture(i), "what", "where");
        }
      }
      assertThat(rig.engine.stats().troubles().blamed()).isEqualTo(1);
    }
  }

  @Test
  void deviceThatFailsAtRandom_answersEverythingAllTheSame() throws Exception {
    Random random = new Random(3);
    Mishaps mishaps =
        (stage, items) -> {
          synchronized (random) {
            if (random.nextInt(100) == 0) {
              throw new IllegalStateException("now and then");
            }
          }
        };
    try (Rig rig = Rig.on(Pace.INSTANT, mishaps)) {
      answersAll(rig, 300);
      assertThat(rig.engine.stats().troubles().splits()).isPositive();
    }
  }

  @Test
  void deviceThatFailsOnEverything_isNoFaultOfTheRequests() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    Mishaps mishaps =
        (stage, items) -> {
          if (broken.get()) {
            throw new IllegalStateException("device-side assert");
          }
        };
    try (Rig rig = Rig.on(Pace.INSTANT, mishaps)) {
      answersAll(rig, 3);
      broken.set(true);
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        replies.add(rig.submit(picture(100 + i), "what"));
      }
      for (CompletableFuture<Reply> reply : replies) {
        assertThatThrownBy(() -> reply(reply)).hasMessageContaining("device");
      }
      assertThatThrownBy(() -> reply(rig.submit(picture(1), "what")))
          .as("whoever tried again would find the same")
          .hasCauseInstanceOf(FatalException.class);
      assertThat(rig.engine.stats().troubles().blamed()).isZero();
    }
  }

  static void answersAll(Rig rig, int count) throws Exception {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      replies.add(rig.submit(picture(i), "what is it", "where " + i));
    }
    for (int i = 0; i < count; i++) {
      assertAnswered(replies.get(i), picture(i), "what is it", "where " + i);
    }
  }

  private static Mishaps failing(Stage where, String what) {
    return (stage, items) -> {
      if (stage == where && items.contains(what)) {
        throw new IllegalStateException("poison");
      }
    };
  }
}

package io.blipstream.runtime.engine;

import static io.blipstream.runtime.engine.Rig.assertAnswered;
import static io.blipstream.runtime.engine.Rig.picture;
import static io.blipstream.runtime.engine.Rig.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Stage;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.RetriableException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an engine does from its opening to its end. */
class LifeTest {
  @Test
  void pictureThatManyAskAboutIsLookedAtOnce() throws Exception {
    try (Rig rig = Rig.on(Rig.SLOW, Mishaps.NONE)) {
      List<CompletableFuture<Reply>> replies =
          IntStream.range(0, 50).mapToObj(i -> rig.submit(picture(1), "prompt " + i)).toList();
      for (int i = 0; i < 50; i++) {
        assertAnswered(replies.get(i), picture(1), "prompt " + i);
      }
      assertThat(rig.engine.stats().images()).isEqualTo(1);
      assertAnswered(rig.submit(picture(1), "later"), picture(1), "later");
      assertThat(rig.engine.stats().images()).isEqualTo(1);
      assertThat(rig.engine.stats().features().hits()).isPositive();
    }
  }

  @Test
  void anyMixIsAnsweredAsEachWouldBeAlone() throws Exception {
    Random random = new Random(11);
    try (Rig rig = Rig.on(Pace.INSTANT, Mishaps.NONE)) {
      List<String[]> prompts = new ArrayList<>();
      List<byte[]> pictures = new ArrayList<>();
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        pictures.add(picture(random.nextInt(60)));
        prompts.add(
            IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(p -> "why ".repeat(1 + random.nextInt(9)) + p)
                .toArray(String[]::new));
        Lane lane = List.of(Lane.values()).get(random.nextInt(3));
        replies.add(
            rig.engine.submit(
                Rig.request(
                    "feed" + random.nextInt(3),
                    lane,
                    Optional.empty(),
                    pictures.get(i),
                    prompts.get(i))));
      }
      for (int i = 0; i < 400; i++) {
        assertAnswered(replies.get(i), pictures.get(i), prompts.get(i));
      }
      assertThat(rig.engine.stats().filling().paddingShare()).isLessThan(0.1);
      assertThat(rig.engine.stats().queued()).isZero();
    }
  }

  @Test
  void batchesAreFullUnderLoad() throws Exception {
    SimulatedNetwork network = new SimulatedNetwork("n", Rig.SLOW, Mishaps.NONE);
    try (Rig rig = Rig.on(network, Rig.config(1, 32, 4_096))) {
      List<CompletableFuture<Reply>> replies =
          IntStream.range(0, 600).mapToObj(i -> rig.submit(picture(i), "what", "why!")).toList();
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(reply(reply)).isInstanceOf(Reply.Answered.class);
      }
      assertThat(rig.engine.stats().filling().share()).isGreaterThan(0.88);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingForgetsNoFuture_whereverTheDeviceHangs(Stage stage) {
    Rig rig = Rig.on(Pace.INSTANT, DeadlineTest.hanging(stage, new CountDownLatch(1)));
    List<CompletableFuture<Reply>> replies =
        IntStream.range(0, 50).mapToObj(i -> rig.submit(picture(i), "what")).toList();
    rig.close();
    assertThat(replies).allMatch(CompletableFuture::isDone);
    assertThatThrownBy(() -> reply(rig.submit(picture(1), "what")))
        .hasCauseInstanceOf(RetriableException.class);
  }

  @Test
  void engineThatHangsIsSilent_andOneThatHasNothingToDoIsNot() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (Rig rig = Rig.on(Pace.INSTANT, DeadlineTest.hanging(Stage.VISION, gate))) {
      assertThat(rig.engine.silence()).isZero();
      CompletableFuture<Reply> reply = rig.submit(picture(1), "what");
      while (rig.engine.silence().compareTo(Duration.ofMillis(50)) < 0) {
        Thread.sleep(5);
      }
      assertThat(reply).isNotDone();
      gate.countDown();
      reply(reply);
      assertThat(rig.engine.silence()).isZero();
    }
  }

  @Test
  void newModelTakesOver_withoutALostOrAMixedAnswer() throws Exception {
    SimulatedNetwork first = new SimulatedNetwork("first", Rig.SLOW, Mishaps.NONE);
    try (Rig rig = Rig.on(first, Rig.config(2, 8, 4_096))) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        replies.add(rig.submit(picture(i), "what", "where"));
        if (i == 100) {
          reply(replies.get(0));
          assertThat(rig.engine.reload(Path.of("second")).id()).isEqualTo("second");
          assertThat(rig.engine.model().id()).isEqualTo("second");
        }
      }
      Set<String> models = new HashSet<>();
      for (int i = 0; i < 300; i++) {
        assertAnswered(replies.get(i), picture(i), "what", "where");
        models.add(((Reply.Answered) reply(replies.get(i))).model().id());
      }
      assertThat(models).containsExactlyInAnyOrder("first", "second");
      assertThat(((Reply.Answered) reply(replies.get(299))).model().id()).isEqualTo("second");
    }
  }

  @Test
  void folderThatCannotBeLoaded_leavesTheOldModelServing() throws Exception {
    try (Rig rig = Rig.on(Pace.INSTANT, Mishaps.NONE)) {
      assertThatThrownBy(() -> rig.engine.reload(Path.of("broken")))
          .isInstanceOf(FatalException.class);
      assertThat(rig.engine.model().id()).isEqualTo("simulated");
      assertAnswered(rig.submit(picture(1), "what"), picture(1), "what");
    }
  }

  @Test
  void networkIsNotClosedUnderAThreadThatReads() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    SimulatedNetwork simulated = new SimulatedNetwork("slow reader", Pace.INSTANT, Mishaps.NONE);
    Network network =
        (Network)
            Proxy.newProxyInstance(
                Network.class.getClassLoader(),
                new Class<?>[] {Network.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("tokenize")) {
                    reading.countDown();
                    goOn.await();
                  } else if (method.getName().equals("close")) {
                    closed.countDown();
                  }
                  return method.invoke(simulated, arguments);
                });
    try (Rig rig = Rig.on(network, Rig.config(2, 8, 16))) {
      var unused = rig.submit(picture(1), "what");
      reading.await();
    }
    assertThat(closed.await(100, TimeUnit.MILLISECONDS)).isFalse();
    goOn.countDown();
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
  }
}

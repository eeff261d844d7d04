package io.blipstream.runtime.engine;

import static io.blipstream.runtime.engine.Rig.assertAnswered;
import static io.blipstream.runtime.engine.Rig.picture;
import static io.blipstream.runtime.engine.Rig.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.engine.network.CheckpointNetwork;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.GoldenAnswers.Case;
import io.blipstream.runtime.weights.LoadProgress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One queue before several devices, each with a network of its own. */
class SeveralDevicesTest {
  private static final int DEVICES = 3;

  private final List<AtomicInteger> seen =
      IntStream.range(0, DEVICES).mapToObj(i -> new AtomicInteger()).toList();

  @Test
  void everyDeviceTakesFromTheOneQueue() throws Exception {
    try (BatchingEngine engine = open(-1)) {
      assertThat(engine.stats().workers()).isEqualTo(DEVICES);
      answerAll(engine);
    }
    assertThat(seen).allSatisfy(device -> assertThat(device.get()).isPositive());
    assertThat(seen.stream().mapToInt(AtomicInteger::get).sum())
        .as("each picture on one device only")
        .isEqualTo(120);
  }

  @Test
  void deviceThatBreaksLeavesTheWorkToTheOthers() throws Exception {
    try (BatchingEngine engine = open(1)) {
      List<CompletableFuture<Reply>> replies = submitAll(engine);
      CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
          .handle((all, error) -> null)
          .join();
      assertThat(replies.stream().filter(CompletableFuture::isCompletedExceptionally).count())
          .as("what the broken one had begun may be asked again")
          .isLessThan(60);
      answerAll(engine);
      assertThat(engine.stats().workers()).isEqualTo(DEVICES - 1);
    }
  }

  /** What one device has seen may be asked about on another. */
  @Test
  void twoNetworksOfOneCheckpointAnswerAsTheReference() throws Exception {
    GoldenAnswers golden = GoldenAnswers.of("instructblip-t5");
    List<Network> networks = List.of(network(golden), network(golden));
    EngineConfig one = EngineConfig.of(golden.checkpoint());
    EngineConfig config =
        new EngineConfig(
            one.model(),
            EngineConfig.Compute.cpu(1, 1),
            new EngineConfig.Batches(1, 4, one.batches().linger()),
            one.intake(),
            one.featureBytes(),
            one.feedWeights(),
            one.limits(),
            ImageProfile.REFERENCE,
            one.isolation(),
            one.resize());
    try (BatchingEngine engine =
        BatchingEngine.open(config, networks, SeveralDevicesTest::none, Clock.systemUTC())) {
      for (int round = 0; round < 3; round++) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (Case each : golden.cases()) {
          replies.add(engine.submit(asReference(each)));
        }
        for (int i = 0; i < replies.size(); i++) {
          assertThat(Rig.text(replies.get(i)))
              .isEqualTo(golden.cases().get(i).greedyText().strip());
        }
      }
    }
  }

  private static ImageRequest asReference(Case golden) {
    return new ImageRequest(
        "feed",
        Lane.STANDARD,
        Optional.empty(),
        List.of(ByteBuffer.wrap(golden.bytes())),
        List.of(new Prompt(golden.prompt(), new DecodingOptions(16))));
  }

  private static Network network(GoldenAnswers golden) {
    return CheckpointNetwork.open(
        golden.checkpoint(), Optional.empty(), DeviceId.CPU, Precision.AUTO, LoadProgress.UNSEEN);
  }

  private void answerAll(BatchingEngine engine) throws Exception {
    List<CompletableFuture<Reply>> replies = submitAll(engine);
    for (int i = 0; i < replies.size(); i++) {
      assertAnswered(replies.get(i), picture(i), "what", "where");
    }
  }

  private static List<CompletableFuture<Reply>> submitAll(BatchingEngine engine) {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      replies.add(engine.submit(request(picture(i), "what", "where")));
    }
    return replies;
  }

  /**
   * @param broken device on which everything fails; -1 for none
   */
  private BatchingEngine open(int broken) {
    List<Network> networks = new ArrayList<>();
    for (int device = 0; device < DEVICES; device++) {
      networks.add(new SimulatedNetwork("same", Rig.SLOW, mishaps(device, device == broken)));
    }
    return BatchingEngine.open(
        Rig.config(1, 8, 1_024), networks, SeveralDevicesTest::none, Clock.systemUTC());
  }

  private Mishaps mishaps(int device, boolean broken) {
    return (stage, items) -> {
      if (broken) {
        throw new IllegalStateException("device " + device + " is broken");
      }
      if (stage == SimulatedNetwork.Stage.VISION) {
        seen.get(device).addAndGet(items.size());
      }
    };
  }

  private static List<Network> none(Path folder) {
    throw new IllegalStateException("nothing is reloaded here: " + folder);
  }
}

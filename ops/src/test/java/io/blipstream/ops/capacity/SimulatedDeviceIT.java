package io.blipstream.ops.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.BatchingEngine;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Timing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The law of the page on capacity, beside the real engine on a device whose costs are known. */
class SimulatedDeviceIT {
  private static final int PICTURES = 48;

  /** Longer than a thread's sleep is wrong by; the machine's speed plays no part. */
  private static final Pace PACE =
      new Pace(item(12), item(3), item(3), new Timing(Duration.ofMillis(1), Duration.ZERO), 4);

  @Test
  void rateBetweenTwoMeasuredOnes_isForetold() throws Exception {
    DeviceCost cost = DeviceCost.of(1, rate(1), 8, rate(8));
    assertThat(cost.picture() / cost.instruction()).as("a picture costs more").isGreaterThan(1);
    double measured = rate(3);
    assertThat(cost.rate(3)).isCloseTo(measured, within(0.2 * measured));
    assertThat(SimulatedFleet.rate(PACE, 3))
        .as("the same device in virtual time")
        .isCloseTo(measured, within(0.2 * measured));
  }

  /** Instructions that a device answers in a second of its own time. */
  private static double rate(int instructions) throws Exception {
    Configuration configuration =
        Configuration.of(
            Map.of("model.dir", "../checkpoints/instructblip-scenes", "engine.workers", "1"));
    try (Engine engine =
        BatchingEngine.open(
            CheckpointEngine.config(configuration),
            new SimulatedNetwork("simulated", PACE, Mishaps.NONE),
            Clock.systemUTC())) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < PICTURES; i++) {
        replies.add(engine.submit(request(i, instructions)));
      }
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(reply.get(120, TimeUnit.SECONDS)).isInstanceOf(Reply.Answered.class);
      }
      return (double) PICTURES * instructions / (engine.stats().deviceBusyNanos() / 1e9);
    }
  }

  private static ImageRequest request(int number, int instructions) throws Exception {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    image.setRGB(number % 8, number / 8, 0xff0000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return new ImageRequest(
        "feed",
        Lane.BULK,
        Optional.empty(),
        List.of(ByteBuffer.wrap(bytes.toByteArray())),
        IntStream.range(0, instructions)
            .mapToObj(i -> new Prompt("what " + i, new DecodingOptions(24)))
            .toList());
  }

  private static Timing item(int millis) {
    return new Timing(Duration.ZERO, Duration.ofMillis(millis));
  }
}

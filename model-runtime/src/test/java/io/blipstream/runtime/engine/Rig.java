package io.blipstream.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Timing;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.process.PictureIsolation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** The real engine on a simulated network, and requests whose answers are known beforehand. */
final class Rig implements AutoCloseable {
  static final Pace SLOW =
      new Pace(timing(1_000, 500), timing(500, 100), timing(500, 100), timing(500, 20), 4);

  private static final SimulatedNetwork ORACLE =
      new SimulatedNetwork("oracle", Pace.INSTANT, Mishaps.NONE);

  final BatchingEngine engine;

  private Rig(BatchingEngine engine) {
    this.engine = engine;
  }

  static Timing timing(long callMicros, long itemMicros) {
    return new Timing(Duration.ofNanos(1_000 * callMicros), Duration.ofNanos(1_000 * itemMicros));
  }

  static Rig on(Pace pace, Mishaps mishaps) {
    return on(new SimulatedNetwork("simulated", pace, mishaps), config(2, 8, 1_024));
  }

  static Rig on(Network network, EngineConfig config) {
    return new Rig(BatchingEngine.open(config, List.of(network), Rig::byName, Clock.systemUTC()));
  }

  /** Folders that {@code reload} finds: any but "broken". */
  private static List<Network> byName(Path folder) {
    if (folder.toString().equals("broken")) {
      throw new FatalException(FaultCode.CHECKPOINT_INVALID, "broken");
    }
    return List.of(new SimulatedNetwork(folder.toString(), Pace.INSTANT, Mishaps.NONE));
  }

  static EngineConfig config(int workers, int rows, int requests) {
    return new EngineConfig(
        Path.of("nowhere"),
        EngineConfig.Compute.cpu(workers, 1),
        new EngineConfig.Batches(4, rows, Duration.ofMillis(2)),
        new EngineConfig.Held(2, requests, 1 << 20),
        1 << 20,
        Map.of(),
        ImageLimits.DEFAULT,
        ImageProfile.NATURAL,
        PictureIsolation.NONE,
        Optional.empty());
  }

  /** A picture that no other number gives. */
  static byte[] picture(int number) {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, number);
    image.setRGB(4, 4, 0xffffff - number);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The simulated network's name for a picture. */
  static String mark(byte[] picture) {
    return SimulatedNetwork.mark(
        ORACLE
            .pictures()
            .pixels(new ImageDecoder(ImageLimits.DEFAULT).decode(ByteBuffer.wrap(picture))));
  }

  static String expected(byte[] picture, String prompt) {
    return SimulatedNetwork.answer(List.of(mark(picture)), prompt);
  }

  static ImageRequest request(byte[] picture, String... prompts) {
    return request("feed", Lane.STANDARD, Optional.empty(), picture, prompts);
  }

  static ImageRequest request(
      String feed, Lane lane, Optional<Instant> deadline, byte[] picture, String... prompts) {
    return new ImageRequest(
        feed,
        lane,
        deadline,
        List.of(ByteBuffer.wrap(picture)),
        Arrays.stream(prompts).map(prompt -> new Prompt(prompt, new DecodingOptions(24))).toList());
  }

  CompletableFuture<Reply> submit(byte[] picture, String... prompts) {
    return engine.submit(request(picture, prompts));
  }

  static Reply reply(CompletableFuture<Reply> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  static String text(CompletableFuture<Reply> future) throws Exception {
    return ((Outcome.Answer) ((Reply.Answered) reply(future)).outcomes().get(0)).text();
  }

  static void assertAnswered(CompletableFuture<Reply> future, byte[] picture, String... prompts)
      throws Exception {
    Reply reply = reply(future);
    assertThat(reply).isInstanceOf(Reply.Answered.class);
    List<Outcome> outcomes = ((Reply.Answered) reply).outcomes();
    assertThat(outcomes).hasSize(prompts.length);
    for (int i = 0; i < prompts.length; i++) {
      assertThat(outcomes.get(i)).isInstanceOf(Outcome.Answer.class);
      assertThat(((Outcome.Answer) outcomes.get(i)).text())
          .isEqualTo(expected(picture, prompts[i]));
    }
  }

  static FaultCode rejection(CompletableFuture<Reply> future) throws Exception {
    return ((Reply.Rejected) reply(future)).fault().code();
  }

  @Override
  public void close() {
    engine.close();
  }
}

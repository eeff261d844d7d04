package io.blipstream.runtime.engine;

import static io.blipstream.runtime.engine.Rig.assertAnswered;
import static io.blipstream.runtime.engine.Rig.picture;
import static io.blipstream.runtime.engine.Rig.rejection;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.process.PictureIsolation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A picture of a few bytes that a decoder has its trouble with for seconds. */
class SlowPictureTest {
  private static final int SIDE = 7_000;
  private static final int SCANS = 56;

  @ParameterizedTest
  @EnumSource
  void slowPicture_isGivenUpInTime_andItsNeighboursAreAnswered(PictureIsolation isolation)
      throws Exception {
    byte[] slow = ofManyScans();
    try (Rig rig = rig(isolation, Duration.ofMillis(500))) {
      List<CompletableFuture<Reply>> slows = new ArrayList<>();
      List<CompletableFuture<Reply>> neighbours = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        slows.add(rig.submit(slow, "what"));
        neighbours.add(rig.submit(picture(i), "what"));
      }
      for (int i = 0; i < 2; i++) {
        assertThat(rejection(slows.get(i))).isEqualTo(FaultCode.IMAGE_DECODE_EXPENSIVE);
        assertAnswered(neighbours.get(i), picture(i), "what");
      }
    }
  }

  private static Rig rig(PictureIsolation isolation, Duration atMost) {
    EngineConfig usual = Rig.config(1, 8, 64);
    ImageLimits limits =
        new ImageLimits(
            usual.limits().maxBytes(),
            usual.limits().maxPixels(),
            usual.limits().maxSide(),
            atMost);
    return Rig.on(
        new SimulatedNetwork("simulated", Pace.INSTANT, Mishaps.NONE),
        new EngineConfig(
            usual.model(),
            usual.compute(),
            usual.batches(),
            usual.intake(),
            0,
            usual.feedWeights(),
            limits,
            usual.profile(),
            isolation,
            usual.resize()));
  }

  /** A progressive picture, and scans without content behind it: each is a pass over all of it. */
  private static byte[] ofManyScans() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream image = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(image);
      ImageWriteParam progressive = writer.getDefaultWriteParam();
      progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      BufferedImage grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
      writer.write(null, new IIOImage(grey, null, null), progressive);
    } finally {
      writer.dispose();
    }
    byte[] sound = out.toByteArray();
    ByteArrayOutputStream slow = new ByteArrayOutputStream();
    slow.write(sound, 0, sound.length - 2);
    for (int i = 0; i < SCANS; i++) {
      slow.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0, 0});
    }
    slow.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
    return slow.toByteArray();
  }
}

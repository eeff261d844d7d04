package io.blipstream.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.DecodeRoom.CrowdedException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

class DecodeRoomTest {
  private static final long MIB = 1 << 20;

  private final DecodeRoom room = new DecodeRoom(8 * MIB);

  @Test
  void largePictures_waitForEachOther_andWhatIsLargerThanTheRoomIsRefused() {
    DecodeRoom.Place first = room.place();
    first.take(6 * MIB);
    DecodeRoom.Place second = room.place();
    assertThatThrownBy(() -> second.take(4 * MIB)).isInstanceOf(CrowdedException.class);
    assertThatThrownBy(() -> second.take(9 * MIB))
        .isInstanceOfSatisfying(
            FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.IMAGE_TOO_LARGE));
    first.close();
    second.take(4 * MIB);
    second.take(4 * MIB);
    assertThat(room.free()).isEqualTo(3);
    second.close();
    second.close();
    assertThat(room.free()).isEqualTo(8);
  }

  @Test
  void pictureThatFindsNoRoom_isDecodedWhenThereIs_andGivesItBack() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(600, 600, BufferedImage.TYPE_INT_RGB), "png", out);
    DecodeRoom.Place others = room.place();
    others.take(6 * MIB);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT, ImageProfile.NATURAL, room);
    CompletableFuture<DecodedImage> decoded =
        CompletableFuture.supplyAsync(() -> decoder.decode(ByteBuffer.wrap(out.toByteArray())));
    while (!room.crowded()) {
      Thread.sleep(1);
    }
    assertThat(decoded).isNotDone();
    others.close();
    assertThat(decoded.get().width()).isEqualTo(600);
    assertThat(room.free()).isEqualTo(8);
  }

  /** What libjpeg keeps until the last scan lies outside of the heap, and is somebody's too. */
  @Test
  void pictureOfManyScans_takesMoreRoom_thanTheSameOfOne() throws Exception {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT, ImageProfile.NATURAL, room);
    assertThat(decoder.decode(jpeg(ImageWriteParam.MODE_DISABLED)).width()).isEqualTo(850);
    assertThatThrownBy(() -> decoder.decode(jpeg(ImageWriteParam.MODE_DEFAULT)))
        .isInstanceOfSatisfying(
            FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.IMAGE_TOO_LARGE));
    assertThat(room.free()).isEqualTo(8);
  }

  private static ByteBuffer jpeg(int progressive) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream image = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(image);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setProgressiveMode(progressive);
      BufferedImage picture = new BufferedImage(850, 850, BufferedImage.TYPE_INT_RGB);
      writer.write(null, new IIOImage(picture, null, null), settings);
    } finally {
      writer.dispose();
    }
    return ByteBuffer.wrap(out.toByteArray());
  }

  @Test
  void brokenPicture_givesItsRoomBack() {
    DecodeRoom.Place none = room.place();
    none.close();
    ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT, ImageProfile.NATURAL, room);
    byte[] cut = java.util.Arrays.copyOf(Pictures.kind("rgb-16bit.png"), 200);
    assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(cut)))
        .isInstanceOf(FatalException.class);
    assertThat(room.free()).isEqualTo(8);
  }
}

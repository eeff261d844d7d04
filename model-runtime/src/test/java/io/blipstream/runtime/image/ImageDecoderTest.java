package io.blipstream.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  @ParameterizedTest
  @MethodSource("io.blipstream.runtime.image.Pictures#kinds")
  void everyKindIsReadAsTheReferenceReadsIt(String name) {
    DecodedImage image = decoder.decode(ByteBuffer.wrap(Pictures.kind(name)));

    assertThat(image.rgb()).isEqualTo(Pictures.kind(name + ".rgb"));
  }

  @ParameterizedTest
  @CsvSource({
    "00-rgb-160x120.png,png,160,120",
    "01-jpeg-97x143.jpg,jpeg,97,143",
    "10-webp-90x110.webp,webp,90,110"
  })
  void factsAreThoseOfTheFile(String name, String format, int width, int height) {
    ByteBuffer bytes = ByteBuffer.wrap(Pictures.golden(name));
    DecodedImage image = decoder.decode(bytes);

    assertThat(image.format()).isEqualTo(format);
    assertThat(image.width()).isEqualTo(width);
    assertThat(image.height()).isEqualTo(height);
    assertThat(bytes.position()).isZero();
  }

  @Test
  void aSliceOfADirectReadOnlyBufferIsReadFromItsPositionToItsLimit() {
    byte[] picture = Pictures.golden("07-rgb-23x31.png");
    ByteBuffer direct = ByteBuffer.allocateDirect(picture.length + 20);
    direct.position(7);
    direct.put(picture);
    direct.position(7).limit(7 + picture.length);

    DecodedImage image = decoder.decode(direct.asReadOnlyBuffer());

    assertThat(image.rgb()).isEqualTo(decoder.decode(ByteBuffer.wrap(picture)).rgb());
    assertThat(direct.position()).isEqualTo(7);
  }

  @Test
  void noBytes_areNoPicture() {
    assertUndecodable(new byte[0], "not a JPEG");
  }

  @Test
  void foreignBytes_areNoPictureWhateverTheyAreCalled() {
    assertUndecodable(
        "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8), "not a JPEG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb-16bit.png",
        "baseline.jpg",
        "ycc444.jpg",
        "ycck.jpg",
        "lossy.webp",
        "rgb.bmp"
      })
  void truncatedPicture_isRefusedAndNotFilledUp(String name) {
    byte[] picture = Pictures.kind(name);
    int[] lengths = {picture.length * 3 / 4, picture.length / 2, picture.length / 4, 20};
    for (int length : lengths) {
      assertUndecodable(Arrays.copyOf(picture, length), "picture");
    }
  }

  @Test
  void jpegOfEndlessScans_isRefusedBeforeTheyAreDecoded() {
    byte[] picture = Pictures.golden("08-prog-150x151.jpg");
    byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0};
    byte[] many = Arrays.copyOf(picture, picture.length - 2 + 100 * scan.length);
    for (int i = 0; i < 100; i++) {
      System.arraycopy(scan, 0, many, picture.length - 2 + i * scan.length, scan.length);
    }

    assertUndecodable(many, "scans");
  }

  @Test
  void bmpWithAJpegInside_isRefused() {
    byte[] picture = Pictures.kind("rgb.bmp");
    picture[30] = 4;

    assertUndecodable(picture, "compression 4");
  }

  @Test
  void tooManyBytes_areRefusedUnread() {
    ImageDecoder small = new ImageDecoder(new ImageLimits(1000, 1000, 1000));

    assertTooLarge(small, Pictures.golden("00-rgb-160x120.png"), "bytes");
  }

  @ParameterizedTest
  @CsvSource({"rgb-16bit.png,16,true", "baseline.jpg,0,false", "palette.gif,6,false"})
  void hugeDeclaredSize_isRefusedBeforeMemoryIsTaken(String name, int at, boolean wide) {
    byte[] picture = Pictures.kind(name);
    if (name.endsWith(".jpg")) {
      at = startOfFrame(picture) + 5;
    }
    Arrays.fill(picture, at + (wide ? 1 : 0), at + 4, (byte) 0x7f);

    assertTooLarge(decoder, picture, "pixels");
  }

  @Test
  void manyPixels_areRefusedEvenWhereEachSideIsAllowed() {
    ImageDecoder small = new ImageDecoder(new ImageLimits(100_000, 1000, 160));

    assertTooLarge(small, Pictures.golden("00-rgb-160x120.png"), "1000 in all");
  }

  private static int startOfFrame(byte[] jpeg) {
    for (int i = 0; i < jpeg.length; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
        return i;
      }
    }
    throw new AssertionError("no frame");
  }

  private void assertUndecodable(byte[] bytes, String words) {
    assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOfSatisfying(
            FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.IMAGE_UNDECODABLE))
        .hasMessageContaining(words);
  }

  private static void assertTooLarge(ImageDecoder decoder, byte[] bytes, String words) {
    assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOfSatisfying(
            FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.IMAGE_TOO_LARGE))
        .hasMessageContaining(words);
  }
}

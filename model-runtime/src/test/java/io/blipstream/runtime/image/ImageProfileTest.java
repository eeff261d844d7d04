package io.blipstream.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageProfileTest {
  private final ImageDecoder reference = new ImageDecoder(ImageLimits.DEFAULT);
  private final ImageDecoder natural = new ImageDecoder(ImageLimits.DEFAULT, ImageProfile.NATURAL);

  /**
   * Pillow's {@code exif_transpose} and {@code alpha_composite} on white. Of the clear colour of 16
   * bits, which Pillow misses, what the PNG specification says; that of grey in 2 or 4 bits both
   * readers miss. Where Pillow finds neither orientation nor transparency, there is no second
   * expectation, and both profiles are one.
   */
  @ParameterizedTest
  @MethodSource("io.blipstream.runtime.image.Pictures#kinds")
  void naturalIsWhatAViewerShows(String name) {
    byte[] expected = Pictures.natural(name).orElseGet(() -> Pictures.kind(name + ".rgb"));

    assertThat(natural.decode(ByteBuffer.wrap(Pictures.kind(name))).rgb()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("io.blipstream.runtime.image.Pictures#golden")
  void naturalIsTheReferencesOnPicturesWithoutAlphaAndExif(String name) {
    ByteBuffer picture = ByteBuffer.wrap(Pictures.golden(name));
    byte[] expected = Pictures.natural(name).orElseGet(() -> reference.decode(picture).rgb());

    assertThat(natural.decode(picture).rgb()).isEqualTo(expected);
  }

  @Test
  void bothKindsOfPicturesAreThere() {
    assertThat(Pictures.kinds())
        .filteredOn(name -> Pictures.natural(name).isPresent())
        .hasSizeGreaterThan(25);
    assertThat(Pictures.kinds())
        .filteredOn(name -> Pictures.natural(name).isEmpty())
        .hasSizeGreaterThan(25);
    assertThat(Pictures.golden()).hasSize(11);
  }

  @ParameterizedTest
  @CsvSource({
    "1,21,13", "2,21,13", "3,21,13", "4,21,13", "5,13,21", "6,13,21", "7,13,21", "8,13,21"
  })
  void sidesAreThoseOfTheUprightPicture(int orientation, int width, int height) {
    ByteBuffer picture = ByteBuffer.wrap(Pictures.kind("exif-" + orientation + ".jpg"));

    assertThat(natural.decode(picture).width()).isEqualTo(width);
    assertThat(natural.decode(picture).height()).isEqualTo(height);
    assertThat(reference.decode(picture).width()).isEqualTo(21);
  }

  @Property(tries = 300)
  void plainPictures_areTheSameInBothProfiles(
      @ForAll("formats") String format,
      @ForAll("types") int type,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll long seed)
      throws IOException {
    ByteBuffer picture = ByteBuffer.wrap(painted(format, type, width, height, new Random(seed)));

    DecodedImage expected = reference.decode(picture);
    DecodedImage actual = natural.decode(picture);

    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> formats() {
    return Arbitraries.of("png", "jpg", "gif", "bmp");
  }

  @Provide
  Arbitrary<Integer> types() {
    return Arbitraries.of(BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY);
  }

  private static byte[] painted(String format, int type, int width, int height, Random random)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < 10; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      graphics.fillRect(random.nextInt(width), random.nextInt(height), width, height);
    }
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }
}

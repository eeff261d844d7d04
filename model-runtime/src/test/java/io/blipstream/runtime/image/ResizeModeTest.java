package io.blipstream.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeModeTest {
  /** Beside the pictures lies what Pillow 13 makes of them, resized and cropped as torchvision. */
  @ParameterizedTest
  @CsvSource({
    "00-rgb-160x120.png,31",
    "02-rgb-33x300.png,16",
    "02-rgb-33x300.png,40",
    "03-gray-64x64.png,24",
    "04-palette-120x90.png,45",
    "05-rgba-75x75.png,75",
    "07-rgb-23x31.png,36"
  })
  void cropIsPillows(String name, int side) {
    DecodedImage image =
        new ImageDecoder(ImageLimits.DEFAULT).decode(ByteBuffer.wrap(Pictures.golden(name)));

    float[] pixels = levels(side, side, ResizeMode.SHORTEST_CENTER_CROP).pixels(image);

    assertThat(pixels).containsExactly(planes(Pictures.crop(name + "-" + side + ".rgb")));
  }

  /** Likewise what the reference's CLIP processor makes of them. */
  @ParameterizedTest
  @CsvSource({"00-rgb-160x120.png,45", "02-rgb-33x300.png,16"})
  void cropOfACheckpointIsTheReferencesOwn(String name, int side) {
    DecodedImage image =
        new ImageDecoder(ImageLimits.DEFAULT).decode(ByteBuffer.wrap(Pictures.golden(name)));

    float[] pixels = levels(side, side, ResizeMode.SHORTEST_CENTER_CROP_DOWN).pixels(image);

    assertThat(pixels).containsExactly(planes(Pictures.crop(name + "-" + side + ".down.rgb")));
  }

  @Test
  void regionIsWhatTheNetworkSees() {
    DecodedImage wide = new DecodedImage(200, 100, "png", new byte[3 * 200 * 100]);

    assertThat(levels(56, 56, ResizeMode.SQUASH).region(wide))
        .isEqualTo(new Region(0, 0, 200, 100));
    assertThat(levels(50, 50, ResizeMode.SHORTEST_CENTER_CROP).region(wide))
        .isEqualTo(new Region(50, 0, 100, 100));
  }

  @ParameterizedTest
  @CsvSource({
    // side, other, wanted: resized, first
    "160,120,31,41,5",
    "120,160,31,31,0",
    "33,300,16,16,0",
    "300,33,16,145,64",
    "300,33,40,363,162",
    "101,100,100,101,0",
    "103,100,100,103,2"
  })
  void lengthIsCutOffAndTheMiddleRoundedHalfToEven(
      int side, int other, int wanted, int resized, int first) {
    assertThat(ResizeMode.SHORTEST_CENTER_CROP.axis(side, other, wanted))
        .isEqualTo(new ResizeAxis(side, resized, first, wanted));
  }

  @Property(tries = 300)
  void partOfAResize_isThatPartOfTheWhole(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll @IntRange(min = 1, max = 70) int toWidth,
      @ForAll @IntRange(min = 1, max = 70) int toHeight,
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll long seed) {
    Random random = new Random(seed);
    byte[] samples = new byte[width * height * channels];
    random.nextBytes(samples);
    ResizeAxis across = part(width, toWidth, random);
    ResizeAxis down = part(height, toHeight, random);

    byte[] whole = PillowResize.bicubic(samples, width, height, channels, toWidth, toHeight);
    byte[] part = PillowResize.bicubic(samples, channels, across, down);

    int run = across.count() * channels;
    for (int y = 0; y < down.count(); y++) {
      int from = ((down.first() + y) * toWidth + across.first()) * channels;
      assertThat(Arrays.copyOfRange(part, y * run, (y + 1) * run))
          .isEqualTo(Arrays.copyOfRange(whole, from, from + run));
    }
  }

  @Test
  void extremeProportions_takeNoMoreMemoryThanTheCrop() {
    DecodedImage line = new DecodedImage(16_384, 1, "png", new byte[3 * 16_384]);

    assertThat(levels(224, 224, ResizeMode.SHORTEST_CENTER_CROP).pixels(line))
        .hasSize(3 * 224 * 224)
        .containsOnly(0);
  }

  @Test
  void cropThatIsNoSquare_isRefused() {
    assertThatThrownBy(() -> levels(30, 40, ResizeMode.SHORTEST_CENTER_CROP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30 × 40");
  }

  private static ResizeAxis part(int from, int to, Random random) {
    int first = random.nextInt(to);
    return new ResizeAxis(from, to, first, 1 + random.nextInt(to - first));
  }

  private static ImagePreprocessor levels(int width, int height, ResizeMode mode) {
    List<Double> unused = List.of(1d, 1d, 1d);
    return new ImagePreprocessor(
        new PreprocessorConfig(
            width, height, 3, true, ResizeMode.SQUASH, false, 1, false, unused, unused, true),
        mode);
  }

  private static float[] planes(byte[] rgb) {
    float[] planes = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      planes[i % 3 * (rgb.length / 3) + i / 3] = rgb[i] & 0xff;
    }
    return planes;
  }
}

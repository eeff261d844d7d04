package io.blipstream.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PillowResizeTest {
  /** The definition, sample by sample: slow, and free of strips, lanes and groups of weights. */
  @Property(tries = 200)
  void stripsMakeNoDifference(
      @ForAll @IntRange(min = 1, max = 150) int width,
      @ForAll @IntRange(min = 1, max = 150) int height,
      @ForAll @IntRange(min = 1, max = 90) int toWidth,
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll long seed) {
    byte[] samples = new byte[width * height * channels];
    new Random(seed).nextBytes(samples);

    byte[] actual = PillowResize.bicubic(samples, width, height, channels, toWidth, height);

    ResizeTaps taps = ResizeTaps.of(ResizeAxis.whole(width, toWidth));
    for (int i = 0; i < actual.length; i++) {
      int channel = i % channels;
      int x = i / channels % toWidth;
      int y = i / channels / toWidth;
      long sum = 1 << (ResizeTaps.BITS - 1);
      for (int tap = 0; tap < taps.weights(x).length; tap++) {
        if (taps.weights(x)[tap] != 0) {
          int at = (y * width + taps.first(x) + tap) * channels + channel;
          sum += (long) (samples[at] & 0xff) * taps.weights(x)[tap];
        }
      }
      assertThat(actual[i] & 0xffL).isEqualTo(Math.max(0, Math.min(255, sum >> ResizeTaps.BITS)));
    }
  }

  @Test
  void whereNothingChanges_theArrayThatCameInComesOut() {
    byte[] samples = new byte[6 * 5 * 3];

    assertThat(PillowResize.bicubic(samples, 6, 5, 3, 6, 5)).isSameAs(samples);
  }
}

package io.blipstream.runtime.image;

/** JPEG's luma and two chroma samples to red, green and blue, in libjpeg's fixed-point numbers. */
final class YccToRgb {
  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);

  private YccToRgb() {}

  /**
   * In place.
   *
   * @param stride bytes a pixel, of which the first three are converted
   */
  static void convert(byte[] samples, int stride) {
    for (int i = 0; i < samples.length; i += stride) {
      int luma = samples[i] & 0xff;
      int blue = (samples[i + 1] & 0xff) - 128;
      int red = (samples[i + 2] & 0xff) - 128;
      samples[i] = clip(luma + ((fixed(1.40200) * red + HALF) >> BITS));
      samples[i + 1] =
          clip(luma + ((-fixed(0.34414) * blue - fixed(0.71414) * red + HALF) >> BITS));
      samples[i + 2] = clip(luma + ((fixed(1.77200) * blue + HALF) >> BITS));
    }
  }

  private static int fixed(double factor) {
    return (int) (factor * (1 << BITS) + 0.5);
  }

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}

package io.blipstream.runtime.image;

/**
 * Transparency on white. The rounding is that of Pillow's {@code alpha_composite} over opaque
 * white, which is the nearest level: shares of 7 extra bits, and a division by 255 as two shifts.
 */
final class WhiteGround {
  private static final int CHANNELS = 3;
  private static final int BITS = 7;
  private static final int HALF = 0x80 << BITS;

  private WhiteGround() {}

  /**
   * In place.
   *
   * @param rgb three bytes a pixel
   * @param alpha one byte a pixel, 0 for clear
   */
  static void blend(byte[] rgb, byte[] alpha) {
    for (int pixel = 0; pixel < alpha.length; pixel++) {
      int share = alpha[pixel] & 0xff;
      if (share == 255) {
        continue;
      }
      int white = ((255 - share) * 255) << BITS;
      for (int i = CHANNELS * pixel; i < CHANNELS * (pixel + 1); i++) {
        int sum = (((rgb[i] & 0xff) * share) << BITS) + white + HALF;
        rgb[i] = (byte) (((sum >> 8) + sum) >> 8 >> BITS);
      }
    }
  }
}

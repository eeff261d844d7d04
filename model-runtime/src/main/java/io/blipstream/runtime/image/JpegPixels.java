package io.blipstream.runtime.image;

import java.awt.image.Raster;

/** Red, green and blue out of a JPEG picture's raw samples. */
final class JpegPixels {
  private static final int INKS = 4;

  private JpegPixels() {}

  /**
   * @param raster 1, 3 or 4 samples a pixel; its array may become the one returned
   * @param lumaAndChroma whether the first three are luma and chroma, of print colours too
   */
  static byte[] of(Raster raster, boolean lumaAndChroma) {
    if (raster.getNumBands() == INKS) {
      return ofInks(RgbPixels.interleaved(raster), lumaAndChroma);
    }
    byte[] rgb = RgbPixels.of(raster);
    if (lumaAndChroma) {
      YccToRgb.convert(rgb, 3);
    }
    return rgb;
  }

  /**
   * Cyan, magenta, yellow and black, stored as what they leave of the light: the reference takes
   * them for that in every file, as Adobe's are. No ink profile is asked; the rounding is Pillow's.
   */
  private static byte[] ofInks(byte[] inks, boolean lumaAndChroma) {
    if (lumaAndChroma) {
      // Luma and chroma are of the inks, not of what they leave.
      YccToRgb.convert(inks, INKS);
    }
    byte[] rgb = new byte[inks.length / INKS * 3];
    int to = 0;
    for (int i = 0; i < inks.length; i += INKS) {
      int light = inks[i + 3] & 0xff;
      for (int channel = 0; channel < 3; channel++) {
        int sample = inks[i + channel] & 0xff;
        int ink = lumaAndChroma ? sample : 255 - sample;
        int product = ink * light + 128;
        int taken = ((product >> 8) + product) >> 8;
        rgb[to++] = (byte) Math.max(0, light - taken);
      }
    }
    return rgb;
  }
}

package io.blipstream.runtime.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.ByteBuffer;

/** Red, green and blue of a PNG picture. */
final class PngPixels {
  private static final int COLOUR_TYPE = 25;
  private static final int GREY = 0;

  private PngPixels() {}

  /** Where plain grey has a clear level, ImageIO makes up a band for it, and the rules change. */
  static byte[] of(BufferedImage image, ByteBuffer data) {
    Raster raster = image.getRaster();
    if (data.get(COLOUR_TYPE) != GREY || raster.getNumBands() == 1) {
      return RgbPixels.of(image);
    }
    int[] grey = {0};
    return RgbPixels.of(
        raster.createChild(
            raster.getMinX(),
            raster.getMinY(),
            raster.getWidth(),
            raster.getHeight(),
            raster.getMinX(),
            raster.getMinY(),
            grey));
  }
}

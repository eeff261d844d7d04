package io.blipstream.runtime.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.ByteBuffer;

/** Red, green and blue of a PNG picture. */
final class PngPixels {
  private static final int DEPTH = 24;
  private static final int COLOUR_TYPE = 25;
  private static final int GREY = 0;
  private static final int COLOUR = 2;
  private static final int PALETTE = 3;
  private static final int GREY_AND_ALPHA = 4;

  private PngPixels() {}

  /** Samples of a pixel as they are read, by PNG's word for colours; of any other word the most. */
  static int bytesAPixel(ByteBuffer data) {
    int samples =
        switch (data.get(COLOUR_TYPE)) {
          case GREY, PALETTE -> 1;
          case GREY_AND_ALPHA -> 2;
          case COLOUR -> 3;
          default -> 4;
        };
    return Math.max(1, data.get(DEPTH) / Byte.SIZE) * (samples + 1); // and a clear level's
  }

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

package io.blipstream.runtime.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Optional;

/** How opaque each pixel is, where a picture says so. */
final class AlphaPixels {
  private AlphaPixels() {}

  /** One byte a pixel, 255 for opaque. */
  static Optional<byte[]> of(BufferedImage image) {
    if (!image.getColorModel().hasAlpha()) {
      return Optional.empty();
    }
    Raster raster = image.getRaster();
    byte[] levels =
        image.getColorModel() instanceof IndexColorModel palette
            ? ofThePalette(palette)
            : ofTheBand(raster.getSampleModel().getSampleSize(raster.getNumBands() - 1));
    int width = raster.getWidth();
    byte[] alpha = new byte[width * raster.getHeight()];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      // Of a palette the only band is the index, of other pictures the last one is alpha.
      int band = raster.getNumBands() - 1;
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
      for (int x = 0; x < width; x++) {
        alpha[y * width + x] = levels[row[x]];
      }
    }
    return Optional.of(alpha);
  }

  private static byte[] ofThePalette(IndexColorModel palette) {
    byte[] levels = new byte[palette.getMapSize()];
    palette.getAlphas(levels);
    return levels;
  }

  private static byte[] ofTheBand(int bits) {
    return RgbPixels.scale(bits, 2);
  }
}

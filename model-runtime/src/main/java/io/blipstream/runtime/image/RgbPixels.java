package io.blipstream.runtime.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Red, green and blue straight out of a raster. {@code BufferedImage.getRGB} is no way to them: it
 * brightens grey by a colour conversion, by up to 73 levels.
 */
final class RgbPixels {
  private static final int[] RED_GREEN_BLUE = {0, 1, 2};

  private RgbPixels() {}

  /** A picture to be filled, whose array {@link #of} then hands out as it is. */
  static BufferedImage blank(int width, int height) {
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, width, height, 3 * width, 3, RED_GREEN_BLUE, null);
    return new BufferedImage(colours, raster, false, null);
  }

  /** The array may be the picture's own, so nobody else may go on to use the picture. */
  static byte[] of(BufferedImage image) {
    return image.getColorModel() instanceof IndexColorModel palette
        ? lookedUp(image.getRaster(), palette)
        : of(image.getRaster());
  }

  /** One or two bands are grey and perhaps alpha, three or four are colours and perhaps alpha. */
  static byte[] of(Raster raster) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    if (bands == 3 && packed(raster)) {
      return interleaved(raster);
    }
    int second = bands >= 3 ? 1 : 0;
    int third = bands >= 3 ? 2 : 0;
    byte[][] scales = new byte[bands][];
    for (int band = 0; band < bands; band++) {
      scales[band] = scale(raster.getSampleModel().getSampleSize(band), bands);
    }
    byte[] rgb = new byte[3 * width * raster.getHeight()];
    int[] row = new int[width * bands];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int from = 0; from < row.length; from += bands) {
        rgb[to++] = scales[0][row[from]];
        rgb[to++] = scales[second][row[from + second]];
        rgb[to++] = scales[third][row[from + third]];
      }
    }
    return rgb;
  }

  /** Samples of eight bits, pixel by pixel; the raster's own array where it lies so. */
  static byte[] interleaved(Raster raster) {
    return packed(raster)
        ? ((DataBufferByte) raster.getDataBuffer()).getData()
        : (byte[])
            raster.getDataElements(
                raster.getMinX(),
                raster.getMinY(),
                raster.getWidth(),
                raster.getHeight(),
                (Object) null);
  }

  private static boolean packed(Raster raster) {
    int bands = raster.getNumBands();
    if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
        || !(raster.getDataBuffer() instanceof DataBufferByte data)
        || data.getNumBanks() != 1
        || data.getData().length != bands * raster.getWidth() * raster.getHeight()) {
      return false;
    }
    int[] offsets = model.getBandOffsets();
    for (int band = 0; band < bands; band++) {
      if (offsets[band] != band) {
        return false;
      }
    }
    return true;
  }

  private static byte[] lookedUp(Raster raster, IndexColorModel palette) {
    byte[] rgb = new byte[3 * raster.getWidth() * raster.getHeight()];
    int[] row = new int[raster.getWidth()];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, 0, row);
      for (int index : row) {
        int colour = palette.getRGB(index);
        rgb[to++] = (byte) (colour >> 16);
        rgb[to++] = (byte) (colour >> 8);
        rgb[to++] = (byte) colour;
      }
    }
    return rgb;
  }

  /**
   * Each sample's value in eight bits, by the reference's rules: few bits are stretched, of sixteen
   * the upper eight count, but plain grey of sixteen is cut off at 255.
   */
  static byte[] scale(int bits, int bands) {
    if (bits > 16) {
      throw new IllegalArgumentException("samples of " + bits + " bits");
    }
    byte[] scale = new byte[1 << bits];
    for (int value = 0; value < scale.length; value++) {
      int eight = value;
      if (bits < 8) {
        eight = value * 255 / (scale.length - 1);
      } else if (bits > 8) {
        eight = bands == 1 ? Math.min(value, 255) : value >> (bits - 8);
      }
      scale[value] = (byte) eight;
    }
    return scale;
  }
}

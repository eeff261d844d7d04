package io.blipstream.ops.scenes;

import io.blipstream.runtime.image.PillowResize;
import java.awt.image.BufferedImage;

/**
 * A picture with transparency: red, green, blue and alpha, a byte each. It is resized and turned as
 * Pillow does it, since the checkpoint learned on pictures that Pillow drew.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgba row by row, never changed
 */
// An array, as the pixels are worked on by the million; nobody compares sprites.
@SuppressWarnings("ArrayRecordComponent")
record Sprite(int width, int height, byte[] rgba) {
  private static final int CHANNELS = 4;
  private static final int ALPHA = 3;

  static Sprite of(BufferedImage image) {
    byte[] rgba = new byte[image.getWidth() * image.getHeight() * CHANNELS];
    int to = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int argb = image.getRGB(x, y);
        rgba[to++] = (byte) (argb >> 16);
        rgba[to++] = (byte) (argb >> 8);
        rgba[to++] = (byte) argb;
        rgba[to++] = (byte) (argb >> 24);
      }
    }
    return new Sprite(image.getWidth(), image.getHeight(), rgba);
  }

  Sprite resized(int side) {
    byte[] resized = PillowResize.bicubic(premultiplied(), width, height, CHANNELS, side, side);
    return new Sprite(side, side, straight(resized));
  }

  Sprite mirrored() {
    byte[] mirrored = new byte[rgba.length];
    for (int at = 0; at < rgba.length; at += CHANNELS) {
      int pixel = at / CHANNELS;
      int x = pixel % width;
      System.arraycopy(rgba, at, mirrored, (pixel - x + width - 1 - x) * CHANNELS, CHANNELS);
    }
    return new Sprite(width, height, mirrored);
  }

  /** Turned about the middle, anti-clockwise; what turns out of the frame is lost. */
  Sprite rotated(double degrees) {
    return new Sprite(
        width, height, straight(Rotation.bicubic(premultiplied(), width, height, degrees)));
  }

  /** Transparent pixels have colours too; unless weighed by alpha, they would bleed into edges. */
  private byte[] premultiplied() {
    byte[] premultiplied = rgba.clone();
    for (int at = 0; at < rgba.length; at += CHANNELS) {
      int alpha = rgba[at + ALPHA] & 0xff;
      for (int channel = 0; channel < ALPHA; channel++) {
        premultiplied[at + channel] = (byte) by255((rgba[at + channel] & 0xff) * alpha);
      }
    }
    return premultiplied;
  }

  private static byte[] straight(byte[] premultiplied) {
    byte[] straight = premultiplied.clone();
    for (int at = 0; at < straight.length; at += CHANNELS) {
      int alpha = straight[at + ALPHA] & 0xff;
      for (int channel = 0; channel < ALPHA && alpha > 0; channel++) {
        int value = (straight[at + channel] & 0xff) * 255 / alpha;
        straight[at + channel] = (byte) Math.min(255, value);
      }
    }
    return straight;
  }

  /** Division by 255, rounded, as Pillow does it. */
  static int by255(int product) {
    int rounded = product + 128;
    return ((rounded >> 8) + rounded) >> 8;
  }
}

package io.blipstream.ops.scenes;

/** Pillow's rotation by bicubic interpolation; four interleaved channels of eight bits. */
final class Rotation {
  private static final int CHANNELS = 4;

  private final byte[] from;
  private final int width;
  private final int height;

  private Rotation(byte[] from, int width, int height) {
    this.from = from;
    this.width = width;
    this.height = height;
  }

  static byte[] bicubic(byte[] from, int width, int height, double degrees) {
    return new Rotation(from, width, height).turned(-Math.toRadians(degrees));
  }

  private byte[] turned(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double middleX = width / 2.0;
    double middleY = height / 2.0;
    byte[] to = new byte[from.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dx = x + 0.5 - middleX;
        double dy = y + 0.5 - middleY;
        double sourceX = cos * dx + sin * dy + middleX;
        double sourceY = -sin * dx + cos * dy + middleY;
        if (sourceX >= 0 && sourceX < width && sourceY >= 0 && sourceY < height) {
          sample(sourceX - 0.5, sourceY - 0.5, to, (y * width + x) * CHANNELS);
        }
      }
    }
    return to;
  }

  private void sample(double x, double y, byte[] to, int at) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    for (int channel = 0; channel < CHANNELS; channel++) {
      double value =
          cubic(
              row(left, top - 1, x - left, channel),
              row(left, top, x - left, channel),
              row(left, top + 1, x - left, channel),
              row(left, top + 2, x - left, channel),
              y - top);
      // Cut off and not rounded, as Pillow does it.
      to[at + channel] = (byte) Math.max(0, Math.min(255, (int) value));
    }
  }

  private double row(int left, int y, double share, int channel) {
    return cubic(
        at(left - 1, y, channel),
        at(left, y, channel),
        at(left + 1, y, channel),
        at(left + 2, y, channel),
        share);
  }

  /** Beyond the edge the edge goes on. */
  private int at(int x, int y, int channel) {
    int column = Math.max(0, Math.min(width - 1, x));
    int line = Math.max(0, Math.min(height - 1, y));
    return from[(line * width + column) * CHANNELS + channel] & 0xff;
  }

  /** Cubic convolution with a = -1, sharper than the resize's. */
  private static double cubic(double v1, double v2, double v3, double v4, double share) {
    double p2 = v3 - v1;
    double p3 = 2 * (v1 - v2) + v3 - v4;
    double p4 = -v1 + v2 - v3 + v4;
    return v2 + share * (p2 + share * (p3 + share * p4));
  }
}

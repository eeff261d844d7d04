package io.blipstream.runtime.image;

/**
 * Pillow 13's bicubic resize of 8-bit samples, bit for bit: antialiased when shrinking, in
 * fixed-point numbers, across and then down or the other way round, rounded to eight bits in
 * between. Java2D's bicubic is neither antialiased nor of the same curve.
 */
public final class PillowResize {
  /** How much is done side by side: enough for vector instructions, little enough for a cache. */
  private static final int STRIP_ROWS = 64;

  private static final int STRIP_SAMPLES = 256;

  private PillowResize() {}

  /**
   * Resizes interleaved samples; where nothing changes, the very array that came in.
   *
   * @param samples {@code width * height * channels} bytes, row by row
   */
  public static byte[] bicubic(
      byte[] samples, int width, int height, int channels, int toWidth, int toHeight) {
    return bicubic(
        samples, channels, ResizeAxis.whole(width, toWidth), ResizeAxis.whole(height, toHeight));
  }

  /** Resizes and crops: what the axes leave out is not computed, however large it would be. */
  static byte[] bicubic(byte[] samples, int channels, ResizeAxis across, ResizeAxis down) {
    if (downFirst(across, down)) {
      byte[] low = down(samples, across.from() * channels, down);
      return across(low, down.count(), channels, across);
    }
    byte[] narrow = across(samples, down.from(), channels, across);
    return down(narrow, across.count() * channels, down);
  }

  /** Since version 13, for speed: the rounding in between makes the order visible. */
  private static boolean downFirst(ResizeAxis across, ResizeAxis down) {
    return down.from() > down.to() && down.from() - down.to() > 2 * (across.from() - across.to());
  }

  /** A strip is some rows, each channel of them a group. */
  private static byte[] across(byte[] from, int rows, int channels, ResizeAxis axis) {
    if (axis.changesNothing()) {
      return from;
    }
    ResizeStrip strip = new ResizeStrip(axis, channels, Math.min(STRIP_ROWS, rows), channels);
    int stride = axis.from() * channels;
    int toStride = axis.count() * channels;
    byte[] to = new byte[rows * toStride];
    for (int row = 0; row < rows; row += STRIP_ROWS) {
      int run = Math.min(STRIP_ROWS, rows - row);
      strip.load(from, row * stride, stride, run);
      strip.store(to, row * toStride, toStride, run);
    }
    return to;
  }

  /** A strip is some neighbours in a row; whether they are of one pixel or of several is one. */
  private static byte[] down(byte[] from, int stride, ResizeAxis axis) {
    if (axis.changesNothing()) {
      return from;
    }
    ResizeStrip strip = new ResizeStrip(axis, 1, Math.min(STRIP_SAMPLES, stride), stride);
    byte[] to = new byte[axis.count() * stride];
    for (int sample = 0; sample < stride; sample += STRIP_SAMPLES) {
      int run = Math.min(STRIP_SAMPLES, stride - sample);
      strip.load(from, sample, 1, run);
      strip.store(to, sample, 1, run);
    }
    return to;
  }
}

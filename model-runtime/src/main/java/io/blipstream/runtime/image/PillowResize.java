package io.blipstream.runtime.image;

import java.util.Arrays;

/**
 * Pillow 13's bicubic resize of 8-bit samples, bit for bit: antialiased when shrinking, in
 * fixed-point numbers, across and then down or the other way round, rounded to eight bits in
 * between. Java2D's bicubic is neither antialiased nor of the same curve.
 */
public final class PillowResize {
  /** Fractional bits of a weight: 32 less 8 for the sample and 2 for overshoot. */
  private static final int BITS = 22;

  private static final int HALF = 1 << (BITS - 1);

  private PillowResize() {}

  /**
   * Resizes interleaved samples; where nothing changes, the very array that came in.
   *
   * @param samples {@code width * height * channels} bytes, row by row
   */
  public static byte[] bicubic(
      byte[] samples, int width, int height, int channels, int toWidth, int toHeight) {
    if (downFirst(width, height, toWidth, toHeight)) {
      byte[] down = down(samples, width * channels, height, toHeight);
      return across(down, width, toHeight, channels, toWidth);
    }
    byte[] across = across(samples, width, height, channels, toWidth);
    return down(across, toWidth * channels, height, toHeight);
  }

  /** Since version 13, for speed: the rounding in between makes the order visible. */
  private static boolean downFirst(int width, int height, int toWidth, int toHeight) {
    return height > toHeight && height - toHeight > 2 * (width - toWidth);
  }

  private static byte[] across(byte[] from, int width, int height, int channels, int toWidth) {
    if (toWidth == width) {
      return from;
    }
    Taps taps = Taps.of(width, toWidth);
    byte[] to = new byte[toWidth * height * channels];
    for (int y = 0; y < height; y++) {
      int row = y * width * channels;
      int out = y * toWidth * channels;
      for (int x = 0; x < toWidth; x++) {
        int first = row + taps.first[x] * channels;
        int[] weights = taps.weights[x];
        for (int channel = 0; channel < channels; channel++) {
          int sum = HALF;
          int at = first + channel;
          for (int weight : weights) {
            sum += (from[at] & 0xff) * weight;
            at += channels;
          }
          to[out++] = eight(sum);
        }
      }
    }
    return to;
  }

  private static byte[] down(byte[] from, int stride, int height, int toHeight) {
    if (toHeight == height) {
      return from;
    }
    Taps taps = Taps.of(height, toHeight);
    byte[] to = new byte[stride * toHeight];
    int[] sums = new int[stride];
    for (int y = 0; y < toHeight; y++) {
      Arrays.fill(sums, HALF);
      int at = taps.first[y] * stride;
      for (int weight : taps.weights[y]) {
        for (int x = 0; x < stride; x++) {
          sums[x] += (from[at++] & 0xff) * weight;
        }
      }
      for (int x = 0; x < stride; x++) {
        to[y * stride + x] = eight(sums[x]);
      }
    }
    return to;
  }

  private static byte eight(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> BITS));
  }

  /** For each output sample: the first input sample that it sees, and the weights from there on. */
  private static final class Taps {
    private static final double SUPPORT = 2;

    private final int[] first;
    private final int[][] weights;

    private Taps(int size) {
      first = new int[size];
      weights = new int[size][];
    }

    static Taps of(int from, int to) {
      double scale = (double) from / to;
      double stretch = Math.max(scale, 1);
      double support = SUPPORT * stretch;
      Taps taps = new Taps(to);
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        int low = Math.max(0, (int) (centre - support + 0.5));
        int high = Math.min(from, (int) (centre + support + 0.5));
        taps.first[i] = low;
        taps.weights[i] = weights(low, high, centre, 1 / stretch);
      }
      return taps;
    }

    private static int[] weights(int low, int high, double centre, double shrink) {
      int count = high - low;
      double[] curve = new double[count];
      double sum = 0;
      for (int i = 0; i < count; i++) {
        // In this order: another one rounds otherwise and moves samples by a level.
        curve[i] = curve((i + low - centre + 0.5) * shrink);
        sum += curve[i];
      }
      int[] weights = new int[count];
      for (int i = 0; i < count; i++) {
        double share = sum == 0 ? curve[i] : curve[i] / sum;
        weights[i] = (int) (share * (1 << BITS) + (share < 0 ? -0.5 : 0.5));
      }
      return weights;
    }

    /** Cubic convolution with a = -0.5; the order of operations is Pillow's. */
    private static double curve(double distance) {
      double x = Math.abs(distance);
      double a = -0.5;
      if (x < 1) {
        return ((a + 2) * x - (a + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }
  }
}

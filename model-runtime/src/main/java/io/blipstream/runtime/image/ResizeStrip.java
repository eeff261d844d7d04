package io.blipstream.runtime.image;

import java.util.Arrays;

/**
 * Many lanes of samples, side by side, resized along one axis. Each position along the axis is an
 * array of its own, as the compiler makes vector instructions of a loop over arrays at one index;
 * with the positions in one array, at several indices, it does not, and takes eight times as long.
 *
 * <p>Lane {@code g * most + r} is the {@code r}-th of the run in group {@code g}. Of one thread.
 */
final class ResizeStrip {
  private static final int HALF = 1 << (ResizeTaps.BITS - 1);

  private final ResizeTaps taps;
  private final int groups;
  private final int most;
  private final int step;
  private final int[][] positions;
  private final int[] sums;

  /**
   * @param groups runs in a strip; they lie one sample apart
   * @param most the longest run there will be
   * @param step samples from one position along the axis to the next
   */
  ResizeStrip(ResizeAxis axis, int groups, int most, int step) {
    this.taps = ResizeTaps.of(axis);
    this.groups = groups;
    this.most = most;
    this.step = step;
    // Weights come in fours, so zero weights may look beyond the last position.
    this.positions = new int[taps.end() - taps.begin() + ResizeTaps.GROUP][groups * most];
    this.sums = new int[groups * most];
  }

  /**
   * @param at of the strip's first sample
   * @param stride samples from one of the run to the next
   * @param run how many there are
   */
  void load(byte[] from, int at, int stride, int run) {
    for (int position = taps.begin(); position < taps.end(); position++) {
      int[] lanes = positions[position - taps.begin()];
      for (int group = 0; group < groups; group++) {
        int sample = at + position * step + group;
        int first = group * most;
        for (int lane = first; lane < first + run; lane++) {
          lanes[lane] = from[sample] & 0xff;
          sample += stride;
        }
      }
    }
  }

  /** Resizes what was loaded; parameters as of {@link #load}, on the other side. */
  void store(byte[] to, int at, int stride, int run) {
    for (int output = 0; output < taps.count(); output++) {
      sum(taps.first(output) - taps.begin(), taps.weights(output));
      for (int group = 0; group < groups; group++) {
        int sample = at + output * step + group;
        int first = group * most;
        for (int lane = first; lane < first + run; lane++) {
          to[sample] = (byte) sums[lane];
          sample += stride;
        }
      }
    }
  }

  private void sum(int first, int[] weights) {
    Arrays.fill(sums, HALF);
    for (int i = 0; i < weights.length; i += ResizeTaps.GROUP) {
      int[][] four = Arrays.copyOfRange(positions, first + i, first + i + ResizeTaps.GROUP);
      add(sums, four[0], four[1], four[2], four[3], weights, i);
    }
    for (int lane = 0; lane < sums.length; lane++) {
      sums[lane] = Math.max(0, Math.min(255, sums[lane] >> ResizeTaps.BITS));
    }
  }

  private static void add(int[] sums, int[] p, int[] q, int[] r, int[] s, int[] weights, int i) {
    int weightP = weights[i];
    int weightQ = weights[i + 1];
    int weightR = weights[i + 2];
    int weightS = weights[i + 3];
    for (int x = 0; x < sums.length; x++) {
      sums[x] += p[x] * weightP + q[x] * weightQ + r[x] * weightR + s[x] * weightS;
    }
  }
}

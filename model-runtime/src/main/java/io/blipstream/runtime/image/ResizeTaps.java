package io.blipstream.runtime.image;

/** For each wanted sample: the first input sample that it sees, and the weights from there on. */
final class ResizeTaps {
  /** Fractional bits of a weight: 32 less 8 for the sample and 2 for overshoot. */
  static final int BITS = 22;

  /** Weights come in multiples of this, filled up with zeros. */
  static final int GROUP = 4;

  private static final double SUPPORT = 2;

  private final int[] first;
  private final int[][] weights;
  private int end;

  private ResizeTaps(int count) {
    first = new int[count];
    weights = new int[count][];
  }

  static ResizeTaps of(ResizeAxis axis) {
    double scale = (double) axis.from() / axis.to();
    double stretch = Math.max(scale, 1);
    double support = SUPPORT * stretch;
    ResizeTaps taps = new ResizeTaps(axis.count());
    for (int i = 0; i < axis.count(); i++) {
      double centre = (axis.first() + i + 0.5) * scale;
      int low = Math.max(0, (int) (centre - support + 0.5));
      int high = Math.min(axis.from(), (int) (centre + support + 0.5));
      taps.first[i] = low;
      taps.weights[i] = weights(low, high, centre, 1 / stretch);
      taps.end = high;
    }
    return taps;
  }

  int count() {
    return first.length;
  }

  /** The first input sample that any output sample sees. */
  int begin() {
    return first[0];
  }

  /** The input sample behind the last one that any output sample sees. */
  int end() {
    return end;
  }

  int first(int output) {
    return first[output];
  }

  /** Fixed-point numbers; not copied. */
  int[] weights(int output) {
    return weights[output];
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
    int[] weights = new int[(count + GROUP - 1) / GROUP * GROUP];
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

package io.blipstream.ops.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * The middle of several measurements. The mean is the rejected alternative: one hiccup moves it.
 */
public final class Rounds {
  private Rounds() {}

  /** The median; of an even number the mean of the two in the middle. */
  public static double median(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** The value below which the given share lies, 0 to 1, by nearest rank. */
  public static double quantile(Collection<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}

package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import java.util.function.DoubleSupplier;

/** What slopes must be equal to. */
final class FiniteDifferences {
  private static final int LOOKED_AT = 12;
  private static final double STEP = 2e-3;

  /**
   * The cost is fp32 and near 7: twelve of its last places, over two steps. A slope of 0, as a
   * key's bias has, was seen six of them off.
   */
  private static final double NEAR = 1.5e-3;

  private FiniteDifferences() {}

  /** Of tensors all over the network, where the slope of each is steepest. */
  static void assertSlopes(Learner learner, NDList slopes, DoubleSupplier cost) {
    assertThat(slopes).hasSameSizeAs(learner.learned());
    int stride = Math.max(1, slopes.size() / LOOKED_AT);
    for (int i = 0; i < slopes.size(); i += stride) {
      assertSlope(learner.learned().get(i), slopes.get(i).toFloatArray(), cost);
    }
  }

  static void assertSlope(LearnedTensor learned, float[] slope, DoubleSupplier cost) {
    int steepest = steepest(slope);
    double up = costWith(learned, steepest, STEP, cost);
    double down = costWith(learned, steepest, -STEP, cost);
    assertThat((up - down) / (2 * STEP))
        .as(learned.name())
        .isCloseTo(slope[steepest], within(NEAR + 0.05 * Math.abs(slope[steepest])));
  }

  private static double costWith(
      LearnedTensor learned, int place, double change, DoubleSupplier cost) {
    float[] values = learned.tensor().toFloatArray();
    float[] changed = values.clone();
    changed[place] += (float) change;
    learned.tensor().set(changed);
    try {
      return cost.getAsDouble();
    } finally {
      learned.tensor().set(values);
    }
  }

  private static int steepest(float[] slope) {
    int steepest = 0;
    for (int i = 0; i < slope.length; i++) {
      steepest = Math.abs(slope[i]) > Math.abs(slope[steepest]) ? i : steepest;
    }
    return steepest;
  }
}

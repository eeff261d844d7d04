package io.blipstream.runtime.evaluation.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Measures of scores that rank. */
public final class Ranking {
  private Ranking() {}

  /**
   * Area under the receiver operating characteristic: the chance that a positive case scores higher
   * than a negative one; ties count half.
   *
   * @param positive of each score's case
   * @return 0 to 1; NaN where one kind is missing
   */
  public static double areaUnderCurve(double[] scores, boolean[] positive) {
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double ranks = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        if (positive[order[i]]) {
          ranks += rank;
          positives++;
        }
      }
      from = to;
    }
    long negatives = scores.length - positives;
    return (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  /**
   * One over the place of the right candidate, the likeliest being first; equals stand before it,
   * so that a model that cannot tell gains nothing.
   *
   * @param right index of the right one
   */
  public static double reciprocalRank(List<Double> scores, int right) {
    double own = scores.get(right);
    return 1.0 / scores.stream().filter(score -> score >= own).count();
  }

  /** Index of the highest score, the first among equals. */
  public static int best(List<Double> scores) {
    int best = 0;
    for (int i = 1; i < scores.size(); i++) {
      if (scores.get(i) > scores.get(best)) {
        best = i;
      }
    }
    return best;
  }
}

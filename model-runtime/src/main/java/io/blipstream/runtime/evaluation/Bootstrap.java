package io.blipstream.runtime.evaluation;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * How sure a score is: the cases are drawn anew with repetition, many times, and the middle 95 % of
 * the scores is the interval. Two models are compared on the same draws, since what is hard for one
 * is hard for the other.
 *
 * @see <a href="https://aclanthology.org/W04-3250/">Statistical Significance Tests for Machine
 *     Translation Evaluation</a>
 */
public final class Bootstrap {
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * The middle 95 % of what the draws gave.
   *
   * @param value over all cases, each once
   */
  public record Interval(double value, double low, double high) {
    /** Whether the whole interval lies on one side of zero. */
    public boolean clear() {
      return low > 0 || high < 0;
    }
  }

  /**
   * @param resamples 1 and up; 1,000 are usual
   */
  public static Interval of(SetScore score, int resamples, long seed) {
    return interval(score.each().size(), resamples, seed, score.score(), score::over);
  }

  /** By how much the first is better. */
  public static Interval difference(SetScore first, SetScore second, int resamples, long seed) {
    int cases = first.each().size();
    if (cases != second.each().size()) {
      throw new IllegalArgumentException(cases + " cases beside " + second.each().size());
    }
    return interval(
        cases,
        resamples,
        seed,
        first.score() - second.score(),
        drawn -> first.over(drawn) - second.over(drawn));
  }

  private static Interval interval(
      int cases, int resamples, long seed, double value, ToDoubleFunction<int[]> score) {
    Random random = new Random(seed);
    double[] scores = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      scores[i] = score.applyAsDouble(random.ints(cases, 0, cases).toArray());
    }
    // A draw without one of the classes has no area under a curve.
    double[] sorted = Arrays.stream(scores).filter(each -> !Double.isNaN(each)).sorted().toArray();
    if (sorted.length == 0) {
      return new Interval(value, value, value);
    }
    int tail = (int) Math.floor(TAIL * sorted.length);
    return new Interval(value, sorted[tail], sorted[sorted.length - 1 - tail]);
  }
}

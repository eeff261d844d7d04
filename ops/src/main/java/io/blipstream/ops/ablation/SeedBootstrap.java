package io.blipstream.ops.ablation;

import io.blipstream.runtime.evaluation.Bootstrap.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How sure a mean over seeds is, or a difference of two: seeds and, of each data set, samples are
 * drawn anew with repetition. Two arms are compared on the same draws, seed by seed.
 *
 * @param resamples draws
 * @param seed of the draws
 */
record SeedBootstrap(int resamples, long seed) {
  private static final double TAIL = 0.025;

  /**
   * The mean over data sets, 0 to 100.
   *
   * @param runs one per seed
   */
  Interval mean(List<List<Measured.OfSet>> runs) {
    List<double[][]> values = values(runs);
    return interval(values, values.stream().map(SeedBootstrap::zeros).toList());
  }

  /**
   * By how much the first is better.
   *
   * @param with one per seed
   * @param without one per seed of the same
   */
  Interval difference(List<List<Measured.OfSet>> with, List<List<Measured.OfSet>> without) {
    if (with.size() != without.size()) {
      throw new IllegalArgumentException(with.size() + " seeds beside " + without.size());
    }
    return interval(values(with), values(without));
  }

  private Interval interval(List<double[][]> with, List<double[][]> without) {
    int seeds = with.size();
    double[][] first = with.get(0);
    Random random = new Random(seed);
    double[] drawn = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      int[][] cases =
          Arrays.stream(first)
              .map(set -> random.ints(set.length, 0, set.length).toArray())
              .toArray(int[][]::new);
      double sum = 0;
      for (int draw = 0; draw < seeds; draw++) {
        int which = random.nextInt(seeds);
        sum += over(with.get(which), cases) - over(without.get(which), cases);
      }
      drawn[i] = sum / seeds;
    }
    Arrays.sort(drawn);
    int tail = (int) Math.floor(TAIL * resamples);
    return new Interval(value(with, without), drawn[tail], drawn[resamples - 1 - tail]);
  }

  private static double value(List<double[][]> with, List<double[][]> without) {
    int[][] each =
        Arrays.stream(with.get(0))
            .map(set -> IntStream.range(0, set.length).toArray())
            .toArray(int[][]::new);
    return IntStream.range(0, with.size())
        .mapToDouble(i -> over(with.get(i), each) - over(without.get(i), each))
        .average()
        .orElseThrow();
  }

  /** Every data set counts the same, however many samples it has. */
  private static double over(double[][] sets, int[][] cases) {
    double sum = 0;
    for (int set = 0; set < sets.length; set++) {
      double own = 0;
      for (int place : cases[set]) {
        own += sets[set][place];
      }
      sum += own / cases[set].length;
    }
    return 100 * sum / sets.length;
  }

  private static List<double[][]> values(List<List<Measured.OfSet>> runs) {
    return runs.stream()
        .map(
            sets ->
                sets.stream()
                    .map(set -> set.each().stream().mapToDouble(Double::doubleValue).toArray())
                    .toArray(double[][]::new))
        .toList();
  }

  private static double[][] zeros(double[][] like) {
    return Arrays.stream(like).map(set -> new double[set.length]).toArray(double[][]::new);
  }
}

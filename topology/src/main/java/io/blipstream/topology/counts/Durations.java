package io.blipstream.topology.counts;

import java.util.List;

/**
 * How long something took, each time: a histogram with fixed bounds.
 *
 * @param counts times within each of {@link #BOUNDS} and beyond the one before; one more than there
 *     are bounds, the last for what is longer than all
 * @param seconds all times added up
 */
public record Durations(List<Long> counts, double seconds) {
  /** Upper bounds in seconds. From a cached picture's millisecond to a backlog's minutes. */
  public static final List<Double> BOUNDS =
      List.of(
          0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0,
          300.0);

  public Durations {
    counts = List.copyOf(counts);
    if (counts.size() != BOUNDS.size() + 1) {
      throw new IllegalArgumentException("a count for each bound, and one beyond them");
    }
  }

  /** How many times. */
  public long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** In seconds; 0 before the first. */
  public double mean() {
    long count = count();
    return count == 0 ? 0 : seconds / count;
  }
}

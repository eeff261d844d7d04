package io.blipstream.ops.metrics;

import io.blipstream.topology.counts.Durations;
import java.util.List;

/**
 * How values were spread.
 *
 * @param bounds upper ones, ascending
 * @param counts values within each bound and beyond the one before; one more, for those beyond all
 * @param sum of the values
 */
public record Histogram(List<Double> bounds, List<Long> counts, double sum) {
  public Histogram {
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
    if (counts.size() != bounds.size() + 1) {
      throw new IllegalArgumentException("a count for each bound, and one beyond them");
    }
  }

  /** How many were measured, in all buckets together. */
  long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  static Histogram of(Durations durations) {
    return new Histogram(Durations.BOUNDS, durations.counts(), durations.seconds());
  }
}

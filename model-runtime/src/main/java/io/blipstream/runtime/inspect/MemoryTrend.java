package io.blipstream.runtime.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whether memory grows with the work: looked at between requests, after a time to warm up.
 *
 * @param samples in the order in which they were taken; at least two
 */
public record MemoryTrend(List<Sample> samples) {
  /**
   * One look.
   *
   * @param requests answered so far
   * @param bytes held
   */
  public record Sample(long requests, long bytes) {}

  public MemoryTrend {
    samples = List.copyOf(samples);
    if (samples.size() < 2) {
      throw new IllegalArgumentException("a trend needs two samples");
    }
  }

  /**
   * The median growth from one look to the next: what leaks does so all the time. Rejected are the
   * difference between last and first, and the median over all pairs: one step, as Java's compiler
   * takes when it first meets a large method, would be their answer.
   */
  public double bytesPerRequest() {
    List<Double> slopes = new ArrayList<>();
    for (int i = 1; i < samples.size(); i++) {
      Sample a = samples.get(i - 1);
      Sample b = samples.get(i);
      slopes.add((double) (b.bytes() - a.bytes()) / (b.requests() - a.requests()));
    }
    Collections.sort(slopes);
    return slopes.get(slopes.size() / 2);
  }

  /** The most that was held. */
  public long most() {
    return samples.stream().mapToLong(Sample::bytes).max().orElseThrow();
  }
}

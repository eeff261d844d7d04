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
   * By Theil and Sen: the median of the slopes between all pairs. The difference between last and
   * first is the rejected alternative: a batch that was under way in either would be its answer.
   */
  public double bytesPerRequest() {
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      for (int j = i + 1; j < samples.size(); j++) {
        Sample a = samples.get(i);
        Sample b = samples.get(j);
        slopes.add((double) (b.bytes() - a.bytes()) / (b.requests() - a.requests()));
      }
    }
    Collections.sort(slopes);
    return slopes.get(slopes.size() / 2);
  }

  /** The most that was held. */
  public long most() {
    return samples.stream().mapToLong(Sample::bytes).max().orElseThrow();
  }
}

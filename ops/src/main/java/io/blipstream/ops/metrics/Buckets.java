package io.blipstream.ops.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts values by bounds. Written by any thread, read by any. */
final class Buckets {
  private final List<Double> bounds;
  private final double[] sorted;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  /**
   * @param bounds upper ones, ascending
   */
  Buckets(List<Double> bounds) {
    this.bounds = List.copyOf(bounds);
    this.sorted = bounds.stream().mapToDouble(Double::doubleValue).toArray();
    this.counts =
        Stream.generate(LongAdder::new).limit(sorted.length + 1).toArray(LongAdder[]::new);
  }

  void add(double value) {
    int place = Arrays.binarySearch(sorted, value);
    counts[place < 0 ? -place - 1 : place].increment();
    sum.add(value);
  }

  Histogram read() {
    return new Histogram(bounds, Arrays.stream(counts).map(LongAdder::sum).toList(), sum.sum());
  }
}

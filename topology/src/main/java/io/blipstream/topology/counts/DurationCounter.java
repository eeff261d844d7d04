package io.blipstream.topology.counts;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Written by any thread, read by any. */
final class DurationCounter {
  private static final double[] BOUNDS =
      Durations.BOUNDS.stream().mapToDouble(Double::doubleValue).toArray();

  private final LongAdder[] counts =
      Stream.generate(LongAdder::new).limit(BOUNDS.length + 1).toArray(LongAdder[]::new);
  private final LongAdder nanos = new LongAdder();

  void add(long took) {
    int place = Arrays.binarySearch(BOUNDS, took / 1e9);
    counts[place < 0 ? -place - 1 : place].increment();
    nanos.add(took);
  }

  Durations read() {
    return new Durations(Arrays.stream(counts).map(LongAdder::sum).toList(), nanos.sum() / 1e9);
  }
}

package io.blipstream.ops.bench.overload;

import java.util.List;
import java.util.function.ToLongFunction;

/** What a process held over the first half of the load and over the second. */
record MemoryHalves(List<Sample> samples) {
  /**
   * A look.
   *
   * @param heap bytes after a collection
   * @param resident bytes, all of the process
   */
  record Sample(long heap, long resident) {}

  MemoryHalves {
    samples = List.copyOf(samples);
  }

  /** Without one look in each half nothing is known. */
  boolean known() {
    return samples.size() > 1;
  }

  /** Most of the first half, in MiB. */
  long first(ToLongFunction<Sample> figure) {
    return most(samples.subList(0, samples.size() / 2), figure);
  }

  /** Most of the second half, in MiB. */
  long second(ToLongFunction<Sample> figure) {
    return most(samples.subList(samples.size() / 2, samples.size()), figure);
  }

  private static long most(List<Sample> samples, ToLongFunction<Sample> figure) {
    return samples.stream().mapToLong(figure).max().orElse(0) >> 20;
  }
}

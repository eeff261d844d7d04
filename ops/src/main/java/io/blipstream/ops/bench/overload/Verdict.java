package io.blipstream.ops.bench.overload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was promised of an overload, held against what was seen.
 *
 * @param outcomes of all events
 * @param exits of the application while it should have run
 * @param sentFactor of the capacity that was sent indeed
 * @param factor that was to be sent
 * @param liveInTime share of live events, in partitions of their own, answered within the deadline
 * @param used share of the capacity that answers made up
 */
record Verdict(
    LoadOutcomes outcomes,
    List<Integer> exits,
    double sentFactor,
    double factor,
    double liveInTime,
    double used,
    MemoryHalves memory) {
  static final double LEAST_SENT = 0.9;
  static final double LEAST_IN_TIME = 0.95;
  static final double LEAST_USED = 0.5;

  /** In MiB, as are the next three; there are 256 of heap. */
  static final long HEAP_MARGIN = 16;

  static final long HEAP_BOUND = 128;
  static final long RESIDENT_MARGIN = 96;
  static final long RESIDENT_BOUND = 768;

  /** Each promise that was broken, in words; none where all were kept. */
  List<String> broken() {
    List<String> broken = new ArrayList<>();
    none(broken, "lost", outcomes.lost());
    none(broken, "doubled", outcomes.doubled());
    none(broken, "out of order", outcomes.outOfOrder());
    if (!exits.isEmpty()) {
      broken.add("the application ended with " + exits);
    }
    least(broken, "sent, of what was to be sent", sentFactor / factor, LEAST_SENT);
    least(broken, "live events answered in time", liveInTime, LEAST_IN_TIME);
    least(broken, "used, of what the device can do", used, LEAST_USED);
    if (memory.known()) {
      bounded(
          broken,
          "heap",
          memory.first(MemoryHalves.Sample::heap),
          memory.second(MemoryHalves.Sample::heap),
          HEAP_MARGIN,
          HEAP_BOUND);
      bounded(
          broken,
          "resident",
          memory.first(MemoryHalves.Sample::resident),
          memory.second(MemoryHalves.Sample::resident),
          RESIDENT_MARGIN,
          RESIDENT_BOUND);
    } else {
      broken.add("memory was not seen");
    }
    return broken;
  }

  private static void none(List<String> broken, String what, int count) {
    if (count > 0) {
      broken.add(count + " " + what);
    }
  }

  private static void least(List<String> broken, String what, double share, double least) {
    // Not a number is no success either.
    if (!(share >= least)) {
      broken.add(String.format(Locale.ROOT, "%.3f %s; %s at least", share, what, least));
    }
  }

  private static void bounded(
      List<String> broken, String what, long first, long second, long margin, long bound) {
    if (second > first + margin) {
      broken.add(
          what + " grew from " + first + " to " + second + " MiB; by " + margin + " at most");
    }
    if (Math.max(first, second) > bound) {
      broken.add(what + " had " + Math.max(first, second) + " MiB; " + bound + " at most");
    }
  }
}

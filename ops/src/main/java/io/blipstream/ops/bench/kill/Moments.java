package io.blipstream.ops.bench.kill;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * When something happens: at random numbers of outcomes, between the first and the last. By number
 * and not by time, so that there is always work that a kill can meet.
 */
final class Moments {
  private final int[] at;
  private int next;

  Moments(int count, int outcomes, Random random) {
    at = IntStream.range(0, count).map(i -> random.nextInt(outcomes)).sorted().toArray();
  }

  /** Whether one is due; each is due once. */
  boolean due(int outcomes) {
    if (next == at.length || outcomes < at[next]) {
      return false;
    }
    next++;
    return true;
  }

  int passed() {
    return next;
  }
}

package io.blipstream.runtime.data;

/**
 * Chance as a function of a seed and a place, not of what was drawn before: so that a run can go on
 * anywhere from a few numbers.
 */
final class Chance {
  private static final int ROUNDS = 4;

  private Chance() {}

  /** A well-mixed 64-bit number: the finaliser of SplitMix64, over all parts. */
  static long bits(long seed, long... parts) {
    long mixed = mix(seed);
    for (long part : parts) {
      mixed = mix(mixed + 0x9E3779B97F4A7C15L + part);
    }
    return mixed;
  }

  /** Uniform from 0 to 1, the end not included. */
  static double uniform(long seed, long... parts) {
    return (bits(seed, parts) >>> 11) * 0x1p-53;
  }

  /** Uniform from 0 to {@code bound}, the end not included. */
  static int below(int bound, long seed, long... parts) {
    return (int) (uniform(seed, parts) * bound);
  }

  /**
   * Where a place stands in a shuffle of {@code size} things, without the shuffle in memory: a
   * Feistel network over the next power of four, walked until it lands inside.
   *
   * @param place 0 to {@code size}, the end not included
   */
  static int shuffled(int place, int size, long seed) {
    int half = 1;
    while (1L << (2 * half) < size) {
      half++;
    }
    long mask = (1L << half) - 1;
    long at = place;
    do {
      long left = at >>> half;
      long right = at & mask;
      for (int round = 0; round < ROUNDS; round++) {
        long next = left ^ (bits(seed, round, right) & mask);
        left = right;
        right = next;
      }
      at = (left << half) | right;
    } while (at >= size);
    return (int) at;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}

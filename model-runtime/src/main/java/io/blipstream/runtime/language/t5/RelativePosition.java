package io.blipstream.runtime.language.t5;

/**
 * T5's buckets of relative positions: exact for short distances, logarithmic for longer ones, one
 * for all beyond.
 *
 * @see <a href="https://arxiv.org/abs/1910.10683">Exploring the Limits of Transfer Learning with a
 *     Unified Text-to-Text Transformer, section 2.1</a>
 */
final class RelativePosition {
  private RelativePosition() {}

  /**
   * The encoder's buckets, which tell before from after.
   *
   * @param length of the sequence
   * @return [length × length], row by row: the bucket of a key as the query sees it
   */
  static long[] encoderBuckets(int length, int buckets, int farthest) {
    long[] table = new long[length * length];
    int half = buckets / 2;
    for (int query = 0; query < length; query++) {
      for (int key = 0; key < length; key++) {
        long after = key > query ? half : 0;
        table[query * length + key] = after + bucket(Math.abs(key - query), half, farthest);
      }
    }
    return table;
  }

  /**
   * The decoder's buckets, which only look back.
   *
   * @return [length]: the bucket at each distance from 0 on
   */
  static long[] decoderBuckets(int length, int buckets, int farthest) {
    long[] table = new long[length];
    for (int distance = 0; distance < length; distance++) {
      table[distance] = bucket(distance, buckets, farthest);
    }
    return table;
  }

  /**
   * In single precision and truncated, as the reference computes it: the boundaries depend on it.
   */
  private static long bucket(int distance, int buckets, int farthest) {
    int exact = buckets / 2;
    if (distance < exact) {
      return distance;
    }
    float ratio =
        (float) Math.log((float) distance / exact) / (float) Math.log((double) farthest / exact);
    return Math.min(buckets - 1, exact + (int) (ratio * (buckets - exact)));
  }
}

package io.blipstream.runtime.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Parts of a batch that are computed apart, so that short texts are not padded to the longest. What
 * the batch costs stays what it was, since each part counts by its tokens.
 *
 * <p>Rejected: drawing batches of like lengths, which changes what is learned together.
 */
final class LengthGroups {
  /** Padded tokens that are computed in the time that a further part takes, however small. */
  private static final long OF_A_PART = 160;

  private LengthGroups() {}

  /**
   * Parts of neighbours in the order of what is said and then of what is read: the cheapest for one
   * worker; for several, as many parts, of which the costliest is the cheapest.
   *
   * @param reads tokens before the answer
   * @param says tokens of the answer
   */
  static <T> List<List<T>> of(
      List<T> rows, ToIntFunction<T> reads, ToIntFunction<T> says, int workers) {
    List<T> sorted =
        rows.stream().sorted(Comparator.comparingInt(says).thenComparingInt(reads)).toList();
    int[] read = sorted.stream().mapToInt(reads).toArray();
    int[] said = sorted.stream().mapToInt(says).toArray();
    List<List<T>> groups = new ArrayList<>();
    int from = 0;
    for (int end : workers == 1 ? cheapest(read, said) : even(read, said, workers)) {
      groups.add(List.copyOf(sorted.subList(from, end)));
      from = end;
    }
    return groups;
  }

  /** Where parts end, so that all together cost least. */
  private static List<Integer> cheapest(int[] read, int[] said) {
    long[] least = new long[read.length + 1];
    int[] from = new int[read.length + 1];
    for (int to = 1; to <= read.length; to++) {
      least[to] = Long.MAX_VALUE;
      int longest = 0;
      for (int begin = to - 1; begin >= 0; begin--) {
        longest = Math.max(longest, read[begin]);
        long cost = least[begin] + OF_A_PART + (long) (to - begin) * (longest + said[to - 1]);
        if (cost < least[to]) {
          least[to] = cost;
          from[to] = begin;
        }
      }
    }
    List<Integer> ends = new ArrayList<>();
    for (int to = read.length; to > 0; to = from[to]) {
      ends.add(0, to);
    }
    return ends;
  }

  /** Where so many parts end, so that the costliest costs least. */
  private static List<Integer> even(int[] read, int[] said, int parts) {
    long low = 0;
    long high = Long.MAX_VALUE / 2;
    while (high - low > 1) {
      long limit = low + (high - low) / 2;
      if (within(read, said, limit).size() <= parts) {
        high = limit;
      } else {
        low = limit;
      }
    }
    return within(read, said, high);
  }

  /** Where parts end that are as large as a limit lets them; one row is always let. */
  private static List<Integer> within(int[] read, int[] said, long limit) {
    List<Integer> ends = new ArrayList<>();
    int begin = 0;
    int longest = 0;
    for (int row = 0; row < read.length; row++) {
      longest = Math.max(longest, read[row]);
      if (row > begin && (long) (row + 1 - begin) * (longest + said[row]) > limit) {
        ends.add(row);
        begin = row;
        longest = read[row];
      }
    }
    ends.add(read.length);
    return ends;
  }
}

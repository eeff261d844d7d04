package io.blipstream.runtime.engine.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Chooses what goes through a padded network together: the one that waits longest, and with it
 * those nearest in length, as long as less than a tenth of the batch is padding.
 */
public final class LengthGroup {
  private static final double MOST_PADDING = 0.1;

  private LengthGroup() {}

  /**
   * @param waiting in the order of arrival, at least one
   * @param length of an item in positions, at least 1
   * @param rows that an item takes, at least 1
   * @param room in rows; the first goes even where it alone has more
   * @return the first and others, in the order of arrival
   */
  public static <T> List<T> of(
      List<T> waiting, ToIntFunction<T> length, ToIntFunction<T> rows, int room) {
    T first = waiting.get(0);
    int near = length.applyAsInt(first);
    List<T> others = new ArrayList<>(waiting.subList(1, waiting.size()));
    others.sort(Comparator.comparingInt(item -> Math.abs(length.applyAsInt(item) - near)));
    List<T> chosen = new ArrayList<>(List.of(first));
    int taken = rows.applyAsInt(first);
    int longest = near;
    long sum = near;
    for (T item : others) {
      int positions = length.applyAsInt(item);
      int top = Math.max(longest, positions);
      boolean fits = taken + rows.applyAsInt(item) <= room;
      boolean dense =
          top * (chosen.size() + 1L) - (sum + positions)
              < MOST_PADDING * top * (chosen.size() + 1L);
      if (fits && dense) {
        chosen.add(item);
        taken += rows.applyAsInt(item);
        longest = top;
        sum += positions;
      }
    }
    List<T> ordered = new ArrayList<>(waiting);
    ordered.retainAll(chosen);
    return ordered;
  }
}

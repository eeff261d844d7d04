package io.blipstream.runtime.language;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where rows come to stand after some left and some were doubled: densely at the front, and as few
 * as can be somewhere else than before, since only those are copied.
 *
 * @param places for each row its new place
 * @param from for each place which old place is continued there
 */
public record Places(int[] places, int[] from) {
  /**
   * @param parents for each row which old place it continues
   */
  public static Places of(int[] parents) {
    int[] places = new int[parents.length];
    int[] from = new int[parents.length];
    Arrays.fill(places, -1);
    Arrays.fill(from, -1);
    for (int row = 0; row < parents.length; row++) {
      int parent = parents[row];
      if (parent < from.length && from[parent] < 0) {
        from[parent] = parent;
        places[row] = parent;
      }
    }
    int free = 0;
    for (int row = 0; row < parents.length; row++) {
      if (places[row] < 0) {
        while (from[free] >= 0) {
          free++;
        }
        from[free] = parents[row];
        places[row] = free;
      }
    }
    return new Places(places, from);
  }

  /**
   * @param before number of places there were
   */
  public boolean changesNothing(int before) {
    return from.length == before && IntStream.range(0, before).allMatch(i -> from[i] == i);
  }
}

package io.blipstream.runtime.language.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Prompts of unequal length behind soft prompts of one length, padded on the right.
 *
 * @param ids [B, L] int64
 * @param keep [B, K + L] boolean: true on soft prompt and tokens, false on padding
 */
record PaddedPrompts(NDArray ids, NDArray keep) {
  static PaddedPrompts of(NDManager manager, List<long[]> rows, long softLength, int padding) {
    int k = Math.toIntExact(softLength);
    int longest = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    long[] ids = new long[rows.size() * longest];
    boolean[] keep = new boolean[rows.size() * (k + longest)];
    Arrays.fill(ids, padding);
    for (int b = 0; b < rows.size(); b++) {
      long[] row = rows.get(b);
      System.arraycopy(row, 0, ids, b * longest, row.length);
      int from = b * (k + longest);
      Arrays.fill(keep, from, from + k + row.length, true);
    }
    return new PaddedPrompts(
        manager.create(ids, new Shape(rows.size(), longest)),
        manager.create(keep, new Shape(rows.size(), k + longest)));
  }
}

package io.blipstream.runtime.qformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Instructions of unequal length, padded on the right.
 *
 * @param ids [B, L] int64, 0 on padding
 * @param keep [B, K + L] boolean: true on queries and tokens, false on padding
 */
public record PaddedInstructions(NDArray ids, NDArray keep) {
  /**
   * @param manager owns both tensors
   * @param rows token ids of each instruction; at least one row, none empty
   * @param queries K
   */
  public static PaddedInstructions of(NDManager manager, List<long[]> rows, int queries) {
    int longest = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    long[] ids = new long[rows.size() * longest];
    boolean[] keep = new boolean[rows.size() * (queries + longest)];
    for (int b = 0; b < rows.size(); b++) {
      long[] row = rows.get(b);
      System.arraycopy(row, 0, ids, b * longest, row.length);
      int from = b * (queries + longest);
      java.util.Arrays.fill(keep, from, from + queries + row.length, true);
    }
    return new PaddedInstructions(
        manager.create(ids, new Shape(rows.size(), longest)),
        manager.create(keep, new Shape(rows.size(), queries + longest)));
  }
}

package io.blipstream.runtime.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Token ids of unequal length as one batch, padded on the right, behind something of one length
 * that is never padded.
 *
 * @param ids [B, L] int64
 * @param keep [B, before + L] boolean: true on what stands before and on tokens, false on padding
 */
public record PaddedIds(NDArray ids, NDArray keep) {
  /**
   * @param manager owns both tensors
   * @param rows token ids; at least one row, none empty
   * @param before positions that stand before the tokens in every row: queries or soft prompt
   * @param padding id that fills the rows
   */
  public static PaddedIds of(NDManager manager, List<long[]> rows, long before, int padding) {
    int first = Math.toIntExact(before);
    int longest = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    long[] ids = new long[rows.size() * longest];
    boolean[] keep = new boolean[rows.size() * (first + longest)];
    Arrays.fill(ids, padding);
    for (int b = 0; b < rows.size(); b++) {
      long[] row = rows.get(b);
      System.arraycopy(row, 0, ids, b * longest, row.length);
      int from = b * (first + longest);
      Arrays.fill(keep, from, from + first + row.length, true);
    }
    return new PaddedIds(
        manager.create(ids, new Shape(rows.size(), longest)),
        manager.create(keep, new Shape(rows.size(), first + longest)));
  }
}

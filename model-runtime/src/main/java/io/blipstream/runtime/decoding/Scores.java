package io.blipstream.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.kernel.Indices;
import io.blipstream.runtime.kernel.Kernels;
import java.util.List;
import java.util.stream.IntStream;

/** Reads choices off logits. Any prepared thread may call it. */
final class Scores implements AutoCloseable {
  /** One row that wants a choice: whose it is, and which row of the logits. */
  record Row(Search search, int index, int logits) {}

  private final Kernels kernels;

  private Scores(Kernels kernels) {
    this.kernels = kernels;
  }

  static Scores load(NDManager manager) {
    return new Scores(Kernels.load(manager, Scores.class, "scores.ts"));
  }

  /**
   * Choices for rows that ask for the same kind of them.
   *
   * @param logits [N, V], of which the rows name theirs
   */
  Choices choices(NDManager scratch, NDArray logits, Search.Need need, List<Row> rows, int end) {
    NDArray wanted = only(scratch, logits, rows);
    return switch (need) {
      case BEST -> Choices.of(best(scratch, wanted, rows, end), 1);
      case DRAW -> Choices.of(draw(scratch, wanted, rows, end), 1);
      case EXPAND -> {
        int width =
            rows.stream().mapToInt(row -> ((BeamSearch) row.search()).width()).max().orElseThrow();
        int most = Math.toIntExact(Math.min(width, logits.getShape().get(1)));
        yield Choices.of(expand(scratch, wanted, rows, end, most), most);
      }
      case GIVEN -> Choices.of(given(scratch, wanted, rows), 1);
    };
  }

  /** The logits of the rows alone; the logits themselves where that is all of them. */
  private NDArray only(NDManager out, NDArray logits, List<Row> rows) {
    int[] wanted = rows.stream().mapToInt(Row::logits).toArray();
    if (wanted.length == logits.getShape().get(0)
        && IntStream.range(0, wanted.length).allMatch(i -> wanted[i] == i)) {
      return logits;
    }
    return kernels.call(out, "rows", logits, Indices.of(out, wanted));
  }

  private NDArray best(NDManager scratch, NDArray logits, List<Row> rows, int end) {
    if (rows.stream().noneMatch(Scores::adjusted)) {
      return kernels.call(scratch, "best", logits);
    }
    Adjustment adjustment = Adjustment.of(scratch, rows);
    return kernels.call(
        scratch,
        "best_adjusted",
        logits,
        adjustment.said(),
        adjustment.penalty(),
        adjustment.silent(),
        end);
  }

  private NDArray draw(NDManager scratch, NDArray logits, List<Row> rows, int end) {
    Adjustment adjustment = Adjustment.of(scratch, rows);
    float[] temperature = new float[rows.size()];
    float[] topP = new float[rows.size()];
    float[] chance = new float[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      SampledSearch search = (SampledSearch) rows.get(i).search();
      temperature[i] = (float) search.sampling().temperature();
      topP[i] = (float) search.sampling().topP();
      chance[i] = search.chance();
    }
    return kernels.call(
        scratch,
        "draw",
        logits,
        adjustment.said(),
        adjustment.penalty(),
        adjustment.silent(),
        end,
        scratch.create(temperature),
        scratch.create(topP),
        scratch.create(chance));
  }

  private NDArray expand(NDManager scratch, NDArray logits, List<Row> rows, int end, int most) {
    Adjustment adjustment = Adjustment.of(scratch, rows);
    return kernels.call(
        scratch,
        "expand",
        logits,
        adjustment.said(),
        adjustment.penalty(),
        adjustment.silent(),
        end,
        most);
  }

  private NDArray given(NDManager scratch, NDArray logits, List<Row> rows) {
    int[] tokens = new int[rows.size()];
    for (int i = 0; i < tokens.length; i++) {
      ForcedSearch search = (ForcedSearch) rows.get(i).search();
      tokens[i] = search.next(search.speaking().get(rows.get(i).index()));
    }
    return kernels.call(scratch, "given", logits, Indices.of(scratch, tokens));
  }

  /** Whether anything is done to a row's scores before a choice is made. */
  private static boolean adjusted(Row row) {
    return row.search().silent() || row.search().repetitionPenalty() != 1;
  }

  /**
   * What is done to the scores of rows before a choice is made.
   *
   * @param said [R, P] int64: what is penalised, blanks filled with one of the same row
   * @param penalty [R]
   * @param silent [R] boolean: the end may not come yet
   */
  private record Adjustment(NDArray said, NDArray penalty, NDArray silent) {
    static Adjustment of(NDManager scratch, List<Row> rows) {
      List<List<Integer>> said = rows.stream().map(Adjustment::penalised).toList();
      int longest = Math.max(1, said.stream().mapToInt(List::size).max().orElse(1));
      long[] ids = new long[rows.size() * longest];
      float[] penalty = new float[rows.size()];
      boolean[] silent = new boolean[rows.size()];
      for (int r = 0; r < rows.size(); r++) {
        List<Integer> row = said.get(r);
        for (int i = 0; i < longest; i++) {
          ids[r * longest + i] = row.isEmpty() ? 0 : row.get(Math.min(i, row.size() - 1));
        }
        penalty[r] = row.isEmpty() ? 1 : (float) rows.get(r).search().repetitionPenalty();
        silent[r] = rows.get(r).search().silent();
      }
      return new Adjustment(
          scratch.create(ids, new Shape(rows.size(), longest)),
          scratch.create(penalty),
          scratch.create(silent));
    }

    private static List<Integer> penalised(Row row) {
      return row.search().repetitionPenalty() == 1 ? List.of() : row.search().said(row.index());
    }
  }

  @Override
  public void close() {
    kernels.close();
  }
}

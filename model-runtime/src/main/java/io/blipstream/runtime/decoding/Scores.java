package io.blipstream.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
      case BEST -> best(scratch, wanted, rows, end);
      case DRAW -> draw(scratch, wanted, rows, end);
      case EXPAND -> expand(scratch, wanted, rows, end);
      case GIVEN -> given(scratch, wanted, rows);
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

  private Choices best(NDManager scratch, NDArray logits, List<Row> rows, int end) {
    Adjustment adjustment = Adjustment.of(scratch, rows);
    NDList best =
        adjustment.nothing()
            ? kernels.callList(scratch, "best", logits)
            : kernels.callList(
                scratch,
                "best_adjusted",
                logits,
                adjustment.said(),
                adjustment.penalty(),
                adjustment.silent(),
                end);
    return single(best.get(0), best.get(1));
  }

  private Choices draw(NDManager scratch, NDArray logits, List<Row> rows, int end) {
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
    NDList drawn =
        kernels.callList(
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
    return single(drawn.get(0), drawn.get(1));
  }

  private Choices expand(NDManager scratch, NDArray logits, List<Row> rows, int end) {
    Adjustment adjustment = Adjustment.of(scratch, rows);
    int width =
        rows.stream().mapToInt(row -> ((BeamSearch) row.search()).width()).max().orElseThrow();
    int most = Math.toIntExact(Math.min(width, logits.getShape().get(1)));
    NDList expanded =
        kernels.callList(
            scratch,
            "expand",
            logits,
            adjustment.said(),
            adjustment.penalty(),
            adjustment.silent(),
            end,
            most);
    return new Choices(
        most,
        expanded.get(1).toLongArray(),
        expanded.get(0).toFloatArray(),
        expanded.get(2).toFloatArray());
  }

  private Choices given(NDManager scratch, NDArray logits, List<Row> rows) {
    long[] tokens =
        rows.stream()
            .mapToLong(
                row -> {
                  ForcedSearch search = (ForcedSearch) row.search();
                  return search.next(search.speaking().get(row.index()));
                })
            .toArray();
    NDArray given = kernels.call(scratch, "given", logits, scratch.create(tokens));
    float[] logProbabilities = given.toFloatArray();
    return new Choices(1, tokens, logProbabilities, logProbabilities);
  }

  private static Choices single(NDArray tokens, NDArray logProbabilities) {
    float[] values = logProbabilities.toFloatArray();
    return new Choices(1, tokens.toLongArray(), values, values);
  }

  /**
   * What is done to the scores of rows before a choice is made.
   *
   * @param said [R, P] int64: what is penalised, blanks filled with one of the same row
   * @param penalty [R]
   * @param silent [R] boolean: the end may not come yet
   * @param nothing whether all of it changes nothing
   */
  private record Adjustment(NDArray said, NDArray penalty, NDArray silent, boolean nothing) {
    static Adjustment of(NDManager scratch, List<Row> rows) {
      List<List<Integer>> said = rows.stream().map(row -> row.search().said(row.index())).toList();
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
      boolean nothing =
          IntStream.range(0, rows.size()).noneMatch(r -> silent[r] || penalty[r] != 1);
      return new Adjustment(
          scratch.create(ids, new Shape(rows.size(), longest)),
          scratch.create(penalty),
          scratch.create(silent),
          nothing);
    }
  }

  @Override
  public void close() {
    kernels.close();
  }
}

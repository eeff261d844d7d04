package io.blipstream.runtime.decoding;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Kernels;
import io.blipstream.runtime.language.LanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says the likeliest token at every step. Rows of one batch end on their own, by the end token or
 * by their own bound.
 *
 * <p>Ended rows leave the batch once they are a quarter of it, so that the others do not pay for
 * them; not one by one, since leaving copies the caches.
 */
public final class GreedyDecoder implements AutoCloseable {
  private final Kernels kernels;

  private GreedyDecoder(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * @param manager owns the compiled kernels
   */
  public static GreedyDecoder load(NDManager manager) {
    return new GreedyDecoder(Kernels.load(manager, GreedyDecoder.class, "greedy.ts"));
  }

  /**
   * Decodes a batch to its end.
   *
   * @param manager owns what lives during the call; nothing is left in it
   * @param bounds longest answer of each row in tokens
   * @return one per row
   */
  public List<Decoded> decode(
      NDManager manager, LanguageModel model, LanguageModel.Speech speech, int[] bounds) {
    List<Row> rows =
        IntStream.of(bounds).mapToObj(bound -> new Row(model.start(), model.end(), bound)).toList();
    List<Row> batch = rows;
    while (batch.stream().anyMatch(Row::speaks)) {
      step(manager, speech, batch);
      batch = withoutEnded(speech, batch);
    }
    return rows.stream().map(Row::decoded).toList();
  }

  private void step(NDManager manager, LanguageModel.Speech speech, List<Row> batch) {
    try (NDManager scratch = manager.newSubManager()) {
      long[] said = batch.stream().mapToLong(Row::last).toArray();
      NDList best = kernels.callList(scratch, "best", speech.say(scratch, said));
      long[] tokens = best.get(0).toLongArray();
      float[] logProbabilities = best.get(1).toFloatArray();
      for (int i = 0; i < tokens.length; i++) {
        batch.get(i).hear(Math.toIntExact(tokens[i]), logProbabilities[i]);
      }
    }
  }

  private static List<Row> withoutEnded(LanguageModel.Speech speech, List<Row> batch) {
    int[] speaking = IntStream.range(0, batch.size()).filter(i -> batch.get(i).speaks()).toArray();
    if (speaking.length == 0 || 4 * speaking.length > 3 * batch.size()) {
      return batch;
    }
    speech.keep(speaking);
    return IntStream.of(speaking).mapToObj(batch::get).toList();
  }

  /** One answer in the making. What is said after its end is not heard. */
  private static final class Row {
    private final int end;
    private final int bound;
    private final List<Integer> ids = new ArrayList<>();
    private final List<Float> logProbabilities = new ArrayList<>();
    private int last;

    Row(int start, int end, int bound) {
      this.last = start;
      this.end = end;
      this.bound = bound;
    }

    int last() {
      return last;
    }

    boolean speaks() {
      return ids.size() < bound && (ids.isEmpty() || last != end);
    }

    void hear(int token, float logProbability) {
      if (speaks()) {
        ids.add(token);
        logProbabilities.add(logProbability);
        last = token;
      }
    }

    Decoded decoded() {
      return new Decoded(ids, logProbabilities);
    }
  }

  @Override
  public void close() {
    kernels.close();
  }
}

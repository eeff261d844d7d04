package io.blipstream.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.language.LanguageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decodes a batch in which every prompt goes by its own options: greedy beside beams beside
 * candidates, each of its own length. Every prompt is read once; beams and candidates are rows that
 * continue it.
 *
 * <p>Rows of ended answers leave once they are a quarter of the batch, so that the others do not
 * pay for them; not one by one, since leaving copies the caches.
 */
public final class Decoder implements AutoCloseable {
  private final Scores scores;

  private Decoder(Scores scores) {
    this.scores = scores;
  }

  /**
   * @param manager owns the compiled kernels
   */
  public static Decoder load(NDManager manager) {
    return new Decoder(Scores.load(manager));
  }

  /**
   * Decodes a batch to its end.
   *
   * @param manager owns what lives during the call; nothing is left in it
   * @param speech that has read one prompt per task
   * @return one per task
   */
  public List<Decoded> decode(
      NDManager manager,
      LanguageModel model,
      LanguageModel.Speech speech,
      List<DecodingTask> tasks) {
    List<Slot> all =
        tasks.stream().map(task -> new Slot(task.search(Rules.of(task.options(), model)))).toList();
    List<Slot> batch = all;
    long[] tokens = null;
    while (true) {
      try (NDManager scratch = manager.newSubManager()) {
        choose(
            scratch,
            tokens == null ? speech.begin(scratch) : speech.say(scratch, tokens),
            batch,
            model.end());
      }
      if (batch.stream().allMatch(Slot::ended)) {
        return all.stream().map(slot -> slot.search().decoded()).toList();
      }
      batch = move(speech, batch);
      tokens = batch.stream().flatMapToLong(slot -> Arrays.stream(slot.tokens())).toArray();
      batch.forEach(Slot::moved);
    }
  }

  private void choose(NDManager scratch, NDArray logits, List<Slot> batch, int end) {
    for (Search.Need need : Search.Need.values()) {
      List<Slot> slots = new ArrayList<>();
      List<Integer> firsts = new ArrayList<>();
      List<Scores.Row> rows = new ArrayList<>();
      int row = 0;
      for (Slot slot : batch) {
        if (!slot.ended() && slot.search().need() == need) {
          slots.add(slot);
          firsts.add(rows.size());
          rows.addAll(rows(slot.search(), row));
        }
        row += slot.held();
      }
      if (!rows.isEmpty()) {
        Choices choices = choices(scratch, scores.only(scratch, logits, rows), need, rows, end);
        for (int i = 0; i < slots.size(); i++) {
          slots.get(i).accept(choices, firsts.get(i));
        }
      }
    }
  }

  private static List<Scores.Row> rows(Search search, int first) {
    if (search instanceof ForcedSearch forced) {
      return IntStream.range(0, forced.speaking().size())
          .mapToObj(i -> new Scores.Row(search, i, first + forced.row(i)))
          .toList();
    }
    return IntStream.range(0, search.rows())
        .mapToObj(i -> new Scores.Row(search, i, first + i))
        .toList();
  }

  private Choices choices(
      NDManager scratch, NDArray logits, Search.Need need, List<Scores.Row> rows, int end) {
    return switch (need) {
      case BEST -> scores.best(scratch, logits, rows, end);
      case DRAW -> scores.draw(scratch, logits, rows, end);
      case EXPAND -> scores.expand(scratch, logits, rows, end);
      case GIVEN -> scores.given(scratch, logits, rows);
    };
  }

  /**
   * Brings the speech's rows in line with the searches', touching the caches only where that
   * changes them.
   */
  private static List<Slot> move(LanguageModel.Speech speech, List<Slot> batch) {
    boolean resized =
        batch.stream().anyMatch(slot -> !slot.ended() && slot.search().rows() != slot.held());
    int held = batch.stream().mapToInt(Slot::held).sum();
    int ended = batch.stream().filter(Slot::ended).mapToInt(Slot::held).sum();
    boolean leave = resized || 4 * ended >= held;
    List<Slot> left = leave ? batch.stream().filter(slot -> !slot.ended()).toList() : batch;
    int[] parents = parents(batch, left);
    if (resized || left.size() < batch.size()) {
      speech.continueFrom(parents);
    } else if (IntStream.range(0, parents.length).anyMatch(i -> parents[i] != i)) {
      speech.exchange(parents);
    }
    return left;
  }

  private static int[] parents(List<Slot> batch, List<Slot> left) {
    List<Integer> parents = new ArrayList<>();
    int first = 0;
    for (Slot slot : batch) {
      if (left.contains(slot)) {
        for (int parent : slot.parents()) {
          parents.add(first + parent);
        }
      }
      first += slot.held();
    }
    return parents.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public void close() {
    scores.close();
  }
}

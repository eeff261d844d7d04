package io.blipstream.runtime.language;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which row speaks on which prompt. Immutable.
 *
 * @param prompts for each row its prompt
 */
public record Readers(int[] prompts) {
  public static final Readers NONE = new Readers(new int[0]);

  /** One row more for each of the prompts that follow those so far. */
  public Readers and(int from, int count) {
    return new Readers(
        IntStream.concat(Arrays.stream(prompts), IntStream.range(from, from + count)).toArray());
  }

  /**
   * The readers after their rows went on from others, with prompts numbered anew.
   *
   * @param readers from now on
   * @param from for each prompt from now on, which of those so far it is
   */
  public record Moved(Readers readers, int[] from) {}

  /** See {@link LanguageModel.Speech#continueFrom}; prompts without a reader are dropped. */
  public Moved continueFrom(int[] rows) {
    int[] read = IntStream.of(rows).map(row -> prompts[row]).toArray();
    int[] left = Arrays.stream(read).distinct().toArray();
    if (left.length == read.length) {
      // a prompt to each row: in their order, so that no row has to look for its prompt
      return new Moved(new Readers(IntStream.range(0, rows.length).toArray()), read);
    }
    Places places = Places.of(left);
    int[] place = new int[Arrays.stream(left).max().orElse(0) + 1];
    for (int i = 0; i < left.length; i++) {
      place[left[i]] = places.places()[i];
    }
    return new Moved(
        new Readers(Arrays.stream(read).map(prompt -> place[prompt]).toArray()), places.from());
  }

  /** Whether row i reads prompt i, and that is all. */
  public boolean straight() {
    return IntStream.range(0, prompts.length).allMatch(row -> prompts[row] == row);
  }

  /**
   * The rows laid out by prompt, so that a prompt's keys meet all its rows at once.
   *
   * @param rows [prompts × most readers of one]: which row stands there; blanks repeat one
   * @param places for each row, where it stands
   */
  public record Grid(int[] rows, int[] places) {}

  /**
   * @param count of prompts
   */
  public Grid grid(int count) {
    int[] readers = new int[count];
    Arrays.stream(prompts).forEach(prompt -> readers[prompt]++);
    int width = Arrays.stream(readers).max().orElse(1);
    int[] rows = new int[count * width];
    int[] places = new int[prompts.length];
    int[] filled = new int[count];
    for (int row = 0; row < prompts.length; row++) {
      int prompt = prompts[row];
      places[row] = prompt * width + filled[prompt]++;
      rows[places[row]] = row;
    }
    return new Grid(rows, places);
  }
}

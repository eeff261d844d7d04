package io.blipstream.runtime.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Indices;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What self-attention remembers. A column stands for a step, not for a position: every step writes
 * one column in all rows, and a row that joins later simply starts further to the right. Its
 * position is its distance from there, so rows of all ages are served by one slice, one mask, and
 * (where distances count) one bias. The rejected alternative, a column per position, needs a
 * scattered write and a gathered bias in every block.
 *
 * <p>Owned by one thread.
 */
public final class SpokenCache implements AutoCloseable {
  private static final int FEWEST_SPARE = 16;

  private final NDManager manager;
  private final KeyValueStore store;

  /** For each row the column of its position 0. */
  private int[] starts = {};

  /** The same as a tensor; null until it is asked for. */
  private NDArray startsTensor;

  /** Column that the next step writes. */
  private int now;

  SpokenCache(NDManager manager, KeyValueStore store) {
    this.manager = manager;
    this.store = store;
  }

  /**
   * Blank rows, which begin with the next step.
   *
   * @param like a tensor of the type and on the device of the model
   */
  public void join(NDArray like, int rows) {
    join(like, new int[rows], Optional.empty());
  }

  /**
   * Rows that have read something.
   *
   * @param lengths how many positions each has behind it
   * @param block [rows, tensors, heads, longest, width]: their keys and values, to the right
   */
  public void join(int[] lengths, NDArray block) {
    join(block, lengths, Optional.of(block));
  }

  private void join(NDArray like, int[] lengths, Optional<NDArray> block) {
    int longest = Arrays.stream(lengths).max().orElse(0);
    makeRoom(like, starts.length + lengths.length, longest);
    store.add(lengths.length, block, now - longest);
    starts =
        IntStream.concat(Arrays.stream(starts), Arrays.stream(lengths).map(length -> now - length))
            .toArray();
    forgetTensor();
  }

  /** To be called once a step has written its column. */
  public void advance() {
    now++;
    if (now >= store.columns()) {
      makeRoom(store.tensor(), starts.length, 0);
    }
  }

  /** See {@link LanguageModel.Speech#continueFrom}. */
  public void continueFrom(int[] from) {
    store.continueFrom(from, used());
    int[] before = starts;
    starts = IntStream.of(from).map(row -> before[row]).toArray();
    forgetTensor();
  }

  public int rows() {
    return starts.length;
  }

  /**
   * [capacity, tensors, heads, columns, width], the first rows in use; another one after a change.
   */
  public NDArray tensor() {
    return store.tensor();
  }

  /** First column that any row uses. */
  public int first() {
    return Arrays.stream(starts).min().orElse(now);
  }

  /** Column that the next step writes. */
  public int now() {
    return now;
  }

  /** Whether rows start at different columns, so that some columns must be hidden from some. */
  public boolean ragged() {
    return Arrays.stream(starts).anyMatch(start -> start != starts[0]);
  }

  /** [rows] int64: the column of each row's position 0. */
  public NDArray starts() {
    if (startsTensor == null) {
      startsTensor = Indices.of(manager, starts);
    }
    return startsTensor;
  }

  /** Columns to the left for what is read already, and at least one to the right. */
  private void makeRoom(NDArray like, int rows, int left) {
    if (starts.length == 0) {
      now = left;
    }
    if (now >= left && now < store.columns()) {
      store.makeRoom(like, rows, used(), store.columns(), first());
      return;
    }
    Span used = used();
    int successor = Math.max(used.length(), left);
    int columns = (successor + Math.max(FEWEST_SPARE, successor / 4)) / 16 * 16 + 16;
    store.makeRoom(like, rows, used, columns, successor - used.length());
    int moved = successor - now;
    starts = Arrays.stream(starts).map(start -> start + moved).toArray();
    now = successor;
    forgetTensor();
  }

  private Span used() {
    return new Span(first(), now);
  }

  private void forgetTensor() {
    if (startsTensor != null) {
      startsTensor.close();
      startsTensor = null;
    }
  }

  @Override
  public void close() {
    forgetTensor();
    store.close();
  }
}

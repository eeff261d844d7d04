package io.blipstream.runtime.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Indices;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What cross-attention reads: keys and values of each prompt, once however many rows speak on it.
 * Prompts of different lengths stand to the left. Owned by one thread.
 */
public final class PromptCache implements AutoCloseable {
  private final NDManager manager;
  private final KeyValueStore store;
  private int[] lengths = {};

  /** The same as a tensor; null until it is asked for. */
  private NDArray lengthsTensor;

  PromptCache(NDManager manager, KeyValueStore store) {
    this.manager = manager;
    this.store = store;
  }

  /**
   * @param added length of each prompt
   * @param block [prompts, tensors, heads, longest, width]
   */
  public void join(int[] added, NDArray block) {
    int longest = Math.max(longest(), Arrays.stream(added).max().orElse(0));
    int columns = longest <= store.columns() ? store.columns() : rounded(longest);
    store.makeRoom(block, lengths.length + added.length, used(), columns, 0);
    store.add(added.length, Optional.of(block), 0);
    lengths = IntStream.concat(Arrays.stream(lengths), Arrays.stream(added)).toArray();
    forgetTensor();
  }

  /** See {@link LanguageModel.Speech#continueFrom}, of prompts. */
  public void continueFrom(int[] from) {
    store.continueFrom(from, used());
    int[] before = lengths;
    lengths = IntStream.of(from).map(prompt -> before[prompt]).toArray();
    if (4 * longest() <= store.columns() && from.length > 0) {
      store.makeRoom(store.tensor(), from.length, used(), rounded(longest()), 0);
    }
    forgetTensor();
  }

  public int prompts() {
    return lengths.length;
  }

  /** Columns that the longest prompt takes. */
  public int longest() {
    return Arrays.stream(lengths).max().orElse(0);
  }

  /** Whether some prompts are shorter than others, so that columns must be hidden. */
  public boolean ragged() {
    return Arrays.stream(lengths).anyMatch(length -> length != lengths[0]);
  }

  /** [prompts] int64. */
  public NDArray lengths() {
    if (lengthsTensor == null) {
      lengthsTensor = Indices.of(manager, lengths);
    }
    return lengthsTensor;
  }

  /**
   * [capacity, tensors, heads, columns, width], the first rows in use; another one after a change.
   */
  public NDArray tensor() {
    return store.tensor();
  }

  private static int rounded(int columns) {
    return (columns + 15) / 16 * 16;
  }

  private Span used() {
    return new Span(0, longest());
  }

  private void forgetTensor() {
    if (lengthsTensor != null) {
      lengthsTensor.close();
      lengthsTensor = null;
    }
  }

  @Override
  public void close() {
    forgetTensor();
    store.close();
  }
}

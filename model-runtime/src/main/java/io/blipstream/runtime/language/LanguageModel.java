package io.blipstream.runtime.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * A frozen language model that reads a soft prompt with words behind it and then speaks token by
 * token. Immutable weights: what one batch has said so far lives in its {@link Speech}.
 */
public interface LanguageModel extends AutoCloseable {
  /**
   * Reads the prompts once.
   *
   * @param manager owns all state of the speech; closing it frees the caches
   * @param soft [B, K, D] soft prompts
   * @param prompts B rows of token ids, of any lengths
   * @param longest tokens that a row may say at most
   */
  Speech read(NDManager manager, NDArray soft, List<long[]> prompts, int longest);

  /** First token of every answer; it is not part of the answer. */
  int start();

  /** Token that ends an answer. */
  int end();

  /** Width D of a soft prompt. */
  int width();

  @Override
  void close();

  /** What a batch has said so far. Owned by one thread. */
  interface Speech {
    /**
     * Says one token in every row.
     *
     * @param out owns the result
     * @param tokens one per row that is left; the start token first
     * @return [rows, V]: the logits of the next token
     */
    NDArray say(NDManager out, long[] tokens);

    /**
     * Lets all other rows leave the batch.
     *
     * @param rows which go on, counted among those left, ascending
     */
    void keep(int[] rows);
  }
}

package io.blipstream.runtime.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.OptionalInt;

/**
 * A frozen language model that reads a soft prompt with words behind it and then speaks token by
 * token. Immutable weights: what one batch has said so far lives in its {@link Speech}.
 */
public interface LanguageModel extends AutoCloseable {
  /**
   * Reads the prompts, each once, however many rows speak on them later.
   *
   * @param manager owns all state of the speech; closing it frees the caches
   * @param soft [B, K, D] soft prompts
   * @param prompts B rows of token ids, of any lengths
   * @param longest tokens that a row may say at most
   */
  Speech read(NDManager manager, NDArray soft, List<long[]> prompts, int longest);

  /** Width D of a soft prompt. */
  int width();

  /** Token that every prompt must begin with, if the family's training had one. */
  OptionalInt opening();

  /** Token that ends an answer. */
  int end();

  /** Tokens that stand before an answer and count as said where repetition is penalised. */
  List<Integer> said();

  /** Whether a candidate is ranked with the end token behind it, as the family's reference does. */
  boolean ranksWithEnd();

  @Override
  void close();

  /** What a batch has said so far. Owned by one thread. */
  interface Speech {
    /**
     * Before anything is said.
     *
     * @param out owns the result
     * @return [B, V]: the logits of each row's first token
     */
    NDArray begin(NDManager out);

    /**
     * Says one token in every row.
     *
     * @param out owns the result
     * @param tokens one per row
     * @return [rows, V]: the logits of the next token
     */
    NDArray say(NDManager out, long[] tokens);

    /**
     * Makes every row go on from a row: some leave, some are doubled.
     *
     * @param rows for each row from now on, which of those so far it continues
     */
    void continueFrom(int[] rows);

    /**
     * The same where every row continues one with the same prompt, as between beams: what was read
     * stays, what was said moves.
     */
    default void exchange(int[] rows) {
      continueFrom(rows);
    }
  }
}

package io.blipstream.runtime.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.OptionalInt;

/**
 * A frozen language model that reads soft prompts with words behind them and then speaks token by
 * token. Immutable weights: what has been said so far lives in a {@link Speech}.
 */
public interface LanguageModel extends AutoCloseable {
  /**
   * A speech without rows.
   *
   * @param manager owns all its state; closing it frees the caches
   */
  Speech open(NDManager manager);

  /** Width D of a soft prompt. */
  int width();

  /** Token that every prompt must begin with, if the family's training had one. */
  OptionalInt opening();

  /** Token that ends an answer. */
  int end();

  /**
   * Tokens that stand before an answer to a prompt and count as said where repetition is penalised.
   */
  List<Integer> said(long[] prompt);

  /** Whether a candidate is ranked with the end token behind it, as the family's reference does. */
  boolean ranksWithEnd();

  @Override
  void close();

  /**
   * What rows have said so far. Rows join and leave at any time; what a row says never depends on
   * the others. Owned by one thread.
   */
  interface Speech {
    /**
     * Reads prompts, each once, however many rows speak on them later. One row per prompt joins
     * behind those that are there. Where it throws, nobody has joined and the others may go on.
     *
     * @param out owns the logits
     * @param soft [B, K, D] soft prompts
     * @param prompts B rows of token ids, of any lengths
     * @param longest tokens that each prompt's rows may say at most
     */
    Beginning join(NDManager out, NDArray soft, List<long[]> prompts, int[] longest);

    /** Rows that speak. */
    int rows();

    /**
     * Says one token in every row.
     *
     * @param out owns the result
     * @param tokens one per row
     * @return [rows, V]: the logits of the next token
     */
    NDArray say(NDManager out, long[] tokens);

    /**
     * Makes every row go on from a row: some leave, some are doubled. Rows that go on from
     * themselves cost nothing.
     *
     * @param rows for each row from now on, which of those so far it continues
     */
    void continueFrom(int[] rows);
  }

  /** How rows that have joined begin. */
  sealed interface Beginning {
    /**
     * Reading the prompts has already told what may come first.
     *
     * @param logits [B, V] of each row's first token
     */
    record Known(NDArray logits) implements Beginning {}

    /**
     * Every row says this first, in the next step, beside whoever else speaks; only then its answer
     * begins.
     */
    record Saying(int token) implements Beginning {}
  }
}

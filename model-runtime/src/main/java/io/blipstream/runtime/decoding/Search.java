package io.blipstream.runtime.decoding;

import java.util.List;

/**
 * One prompt's answer in the making: which rows of the batch it has, what it needs to know of their
 * next tokens, and what it does with that. Owned by one thread.
 */
abstract sealed class Search permits GreedySearch, SampledSearch, BeamSearch, ForcedSearch {
  /** What is asked of the logits of a search's rows. */
  enum Need {
    BEST,
    DRAW,
    EXPAND,
    GIVEN
  }

  /**
   * What one step did to the rows.
   *
   * @param tokens said next, one per row from now on
   * @param parents for each of them, which of the search's rows so far it continues
   */
  record Move(long[] tokens, int[] parents) {
    static Move straight(long... tokens) {
      int[] parents = new int[tokens.length];
      for (int i = 0; i < parents.length; i++) {
        parents[i] = i;
      }
      return new Move(tokens, parents);
    }
  }

  abstract Need need();

  /** Rows whose logits it wants next; 0 once it has ended. */
  abstract int rows();

  /**
   * Tokens said in a row so far, for the repetition penalty; what stands before the answer
   * included.
   */
  abstract List<Integer> said(int row);

  /** By which the scores of what was said are pushed down; 1 leaves them. */
  abstract double repetitionPenalty();

  /** Whether the end token may not come yet. */
  abstract boolean silent();

  /** Takes the choices for its rows; an empty move ends the search. */
  abstract Move accept(Choices choices, int firstRow);

  abstract Decoded decoded();
}

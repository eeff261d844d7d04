package io.blipstream.runtime.decoding;

import java.util.Arrays;

/** A search's place in the batch. Owned by one thread. */
final class Slot {
  private final Search search;

  /** Rows that the speech holds for it, also after the search has ended. */
  private int held = 1;

  private Search.Move move = Search.Move.straight(0);

  Slot(Search search) {
    this.search = search;
  }

  Search search() {
    return search;
  }

  int held() {
    return held;
  }

  boolean ended() {
    return search.rows() == 0;
  }

  void accept(Choices choices, int firstRow) {
    move = search.accept(choices, firstRow);
  }

  /** What to say next: of an ended search, anything, while its rows are still carried along. */
  long[] tokens() {
    return ended() ? new long[held] : move.tokens();
  }

  int[] parents() {
    if (!ended()) {
      return move.parents();
    }
    int[] same = new int[held];
    Arrays.setAll(same, i -> i);
    return same;
  }

  void moved() {
    held = ended() ? held : search.rows();
  }
}

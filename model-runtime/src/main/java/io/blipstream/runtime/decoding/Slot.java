package io.blipstream.runtime.decoding;

import java.util.Arrays;
import java.util.List;

/** A search and where its rows stand in the batch. Owned by one thread. */
final class Slot<T> {
  private final T ticket;
  private final Search search;

  /** For each of the search's rows, which row of the batch it is. */
  private int[] places;

  private Search.Move move;

  /**
   * @param place of its one row
   */
  Slot(T ticket, Search search, int place) {
    this.ticket = ticket;
    this.search = search;
    this.places = new int[] {place};
    this.move = Search.Move.straight(0);
  }

  T ticket() {
    return ticket;
  }

  Search search() {
    return search;
  }

  int place(int row) {
    return places[row];
  }

  /** What stands before the answer is said like the answer, but chosen by nobody. */
  void begin(int token) {
    move = Search.Move.straight(token);
  }

  /**
   * @param first the row of the batch that the first row of the logits belongs to
   */
  void addRows(List<Scores.Row> rows, int first) {
    if (search instanceof ForcedSearch forced) {
      for (int i = 0; i < forced.speaking().size(); i++) {
        rows.add(new Scores.Row(search, i, places[forced.row(i)] - first));
      }
    } else {
      for (int i = 0; i < places.length; i++) {
        rows.add(new Scores.Row(search, i, places[i] - first));
      }
    }
  }

  void accept(Choices choices, int firstRow) {
    move = search.accept(choices, firstRow);
  }

  /**
   * @param tokens of the whole batch, to be filled in where this search's rows stand
   */
  void tellTokens(long[] tokens) {
    for (int i = 0; i < places.length; i++) {
      tokens[places[i]] = move.tokens()[i];
    }
  }

  /** For each row from now on, which row of the batch it continues. */
  int[] parents() {
    return Arrays.stream(move.parents()).map(parent -> places[parent]).toArray();
  }

  /**
   * Moves to where its rows stand from now on.
   *
   * @param all new places, of which its own begin at {@code from}
   * @return where the next search's begin
   */
  int take(int[] all, int from) {
    int rows = move.tokens().length;
    places = Arrays.copyOfRange(all, from, from + rows);
    move = Search.Move.straight(move.tokens());
    return from + rows;
  }
}

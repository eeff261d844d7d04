package io.blipstream.runtime.decoding;

import java.util.List;

/** One row that says what it is told: the likeliest token at every step. */
final class GreedySearch extends Search {
  private final Rules rules;
  private Words words = Words.NONE;

  GreedySearch(Rules rules) {
    this.rules = rules;
  }

  @Override
  Need need() {
    return Need.BEST;
  }

  @Override
  int rows() {
    return rules.ended(words) ? 0 : 1;
  }

  @Override
  List<Integer> said(int row) {
    return words.after(rules.before());
  }

  @Override
  double repetitionPenalty() {
    return rules.options().repetitionPenalty();
  }

  @Override
  boolean silent() {
    return rules.silent(words.size());
  }

  @Override
  Move accept(Choices choices, int row) {
    words = words.and(choices.token(row, 0), choices.logProbability(row, 0));
    return rules.ended(words) ? Move.straight() : Move.straight(choices.token(row, 0));
  }

  @Override
  Decoded decoded() {
    return words.decoded();
  }
}

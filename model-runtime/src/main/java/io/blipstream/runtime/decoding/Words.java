package io.blipstream.runtime.decoding;

import java.util.ArrayList;
import java.util.List;

/** Tokens said and how likely each was. Immutable; going on makes another. */
record Words(List<Integer> tokens, List<Float> logProbabilities) {
  static final Words NONE = new Words(List.of(), List.of());

  Words and(int token, float logProbability) {
    List<Integer> more = new ArrayList<>(tokens);
    more.add(token);
    List<Float> likely = new ArrayList<>(logProbabilities);
    likely.add(logProbability);
    return new Words(more, likely);
  }

  int size() {
    return tokens.size();
  }

  boolean endWith(int token) {
    return !tokens.isEmpty() && tokens.get(tokens.size() - 1) == token;
  }

  /** With what stood before the answer. */
  List<Integer> after(List<Integer> before) {
    List<Integer> all = new ArrayList<>(before);
    all.addAll(tokens);
    return all;
  }

  Decoded decoded() {
    return new Decoded(tokens, logProbabilities);
  }
}

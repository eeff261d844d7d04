package io.blipstream.runtime.decoding;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says every candidate beside the others, on one prefill, and adds up how likely each was. Before
 * the first token all share one row; a candidate that is through gives its row up.
 */
final class ForcedSearch extends Search {
  private final List<List<Integer>> candidates;
  private final List<Words> words = new ArrayList<>();

  /** Which candidate each row says; before the first step one row stands for all. */
  private List<Integer> speaking;

  private boolean begun;

  /**
   * @param candidates token ids, none empty
   */
  ForcedSearch(List<List<Integer>> candidates) {
    this.candidates = List.copyOf(candidates);
    candidates.forEach(candidate -> words.add(Words.NONE));
    speaking = IntStream.range(0, candidates.size()).boxed().toList();
  }

  @Override
  Need need() {
    return Need.GIVEN;
  }

  @Override
  int rows() {
    return begun ? speaking.size() : 1;
  }

  /** Candidates whose next token is asked for, row by row. */
  List<Integer> speaking() {
    return speaking;
  }

  int row(int speaker) {
    return begun ? speaker : 0;
  }

  int next(int candidate) {
    return candidates.get(candidate).get(words.get(candidate).size());
  }

  @Override
  List<Integer> said(int row) {
    return List.of();
  }

  @Override
  double repetitionPenalty() {
    return 1;
  }

  @Override
  boolean silent() {
    return false;
  }

  /** The choices are one per speaker, not one per row. */
  @Override
  Move accept(Choices choices, int first) {
    List<Integer> left = new ArrayList<>();
    List<Integer> parents = new ArrayList<>();
    for (int i = 0; i < speaking.size(); i++) {
      int candidate = speaking.get(i);
      words.set(
          candidate,
          words.get(candidate).and(next(candidate), choices.logProbability(first + i, 0)));
      if (words.get(candidate).size() < candidates.get(candidate).size()) {
        left.add(candidate);
        parents.add(row(i));
      }
    }
    long[] tokens =
        left.stream().mapToLong(c -> words.get(c).tokens().get(words.get(c).size() - 1)).toArray();
    speaking = left;
    begun = true;
    return new Move(tokens, parents.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  Decoded decoded() {
    List<Double> sums =
        words.stream()
            .map(w -> w.logProbabilities().stream().mapToDouble(Float::doubleValue).sum())
            .toList();
    int best =
        IntStream.range(0, sums.size())
            .boxed()
            .max((a, b) -> Double.compare(sums.get(a), sums.get(b)))
            .orElseThrow();
    return new Decoded(words.get(best).tokens(), words.get(best).logProbabilities(), sums);
  }
}

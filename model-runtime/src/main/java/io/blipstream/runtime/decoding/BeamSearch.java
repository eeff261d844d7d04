package io.blipstream.runtime.decoding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Beam search with the reference's finishing rules: twice as many candidates as beams; one that
 * ends counts as finished only if it is among the best half; finished ones are compared by
 * log-probability over length to the power of the penalty; the search is over when there is a full
 * set of finished ones and the best running beam is no better than the worst of them, or as {@link
 * EarlyStopping} says otherwise.
 *
 * <p>The first step has one row: before anything is said, all beams are the same.
 */
final class BeamSearch extends Search {
  private record Beam(Words words, float score) {}

  private record Candidate(int parent, Words words, float score, boolean ends) {}

  private record Finished(Words words, double score) {}

  private final Rules rules;
  private final int beams;
  private List<Beam> running = List.of(new Beam(Words.NONE, 0));
  private List<Finished> finished = List.of();
  private boolean over;

  BeamSearch(Rules rules) {
    this.rules = rules;
    this.beams = rules.options().beams();
  }

  /** Choices wanted per row. */
  int width() {
    return 2 * beams;
  }

  @Override
  Need need() {
    return Need.EXPAND;
  }

  @Override
  int rows() {
    return over ? 0 : running.size();
  }

  @Override
  List<Integer> said(int row) {
    return running.get(row).words().after(rules.before());
  }

  @Override
  double repetitionPenalty() {
    return rules.options().repetitionPenalty();
  }

  @Override
  boolean silent() {
    return rules.silent(running.get(0).words().size());
  }

  @Override
  Move accept(Choices choices, int firstRow) {
    List<Candidate> candidates = candidates(choices, firstRow);
    finish(candidates.subList(0, Math.min(beams, candidates.size())));
    List<Candidate> next =
        candidates.stream().filter(candidate -> !candidate.ends()).limit(beams).toList();
    over = next.isEmpty() || !canImprove(next.get(0));
    if (over) {
      return Move.straight();
    }
    running = next.stream().map(c -> new Beam(c.words(), c.score())).toList();
    return new Move(
        next.stream().mapToLong(c -> c.words().tokens().get(c.words().size() - 1)).toArray(),
        next.stream().mapToInt(Candidate::parent).toArray());
  }

  private List<Candidate> candidates(Choices choices, int firstRow) {
    List<Candidate> all = new ArrayList<>();
    int width = Math.min(width(), choices.width());
    for (int row = 0; row < running.size(); row++) {
      Beam beam = running.get(row);
      for (int i = 0; i < width; i++) {
        int index = firstRow + row;
        Words words = beam.words().and(choices.token(index, i), choices.logProbability(index, i));
        float score = beam.score() + choices.score(index, i);
        all.add(new Candidate(row, words, score, rules.ended(words)));
      }
    }
    all.sort(Comparator.comparingDouble((Candidate c) -> c.score()).reversed());
    return all.subList(0, Math.min(width(), all.size()));
  }

  private void finish(List<Candidate> best) {
    List<Finished> all = new ArrayList<>(finished);
    best.stream()
        .filter(Candidate::ends)
        .forEach(c -> all.add(new Finished(c.words(), perLength(c.score(), c.words().size()))));
    all.sort(Comparator.comparingDouble(Finished::score).reversed());
    finished = List.copyOf(all.subList(0, Math.min(beams, all.size())));
  }

  private boolean canImprove(Candidate best) {
    return finished.size() < beams
        || (rules.stopping() != EarlyStopping.YES
            && perLength(best.score(), hopedFor(best.words().size()))
                > finished.get(beams - 1).score());
  }

  private int hopedFor(int length) {
    boolean longest =
        rules.stopping() == EarlyStopping.NEVER && rules.options().lengthPenalty() > 0;
    return longest ? rules.options().maxNewTokens() : length;
  }

  private double perLength(float score, int length) {
    return score / Math.pow(length, rules.options().lengthPenalty());
  }

  @Override
  Decoded decoded() {
    return finished.get(0).words().decoded();
  }
}

package io.blipstream.runtime.decoding;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A greedy search in all but one: its tokens are drawn. The chance is its own, so that no neighbour
 * can change the draw.
 */
final class SampledSearch extends Search {
  private final GreedySearch row;
  private final Sampling sampling;
  private final SplittableRandom random;

  SampledSearch(Rules rules) {
    this.row = new GreedySearch(rules);
    this.sampling = rules.options().sampling().orElseThrow();
    this.random = new SplittableRandom(sampling.seed());
  }

  Sampling sampling() {
    return sampling;
  }

  /** Uniform in [0, 1); drawn once per step. */
  float chance() {
    return (random.nextInt() >>> 8) * 0x1p-24f;
  }

  @Override
  Need need() {
    return Need.DRAW;
  }

  @Override
  int rows() {
    return row.rows();
  }

  @Override
  List<Integer> said(int index) {
    return row.said(index);
  }

  @Override
  double repetitionPenalty() {
    return row.repetitionPenalty();
  }

  @Override
  boolean silent() {
    return row.silent();
  }

  @Override
  Move accept(Choices choices, int index) {
    return row.accept(choices, index);
  }

  @Override
  Decoded decoded() {
    return row.decoded();
  }
}

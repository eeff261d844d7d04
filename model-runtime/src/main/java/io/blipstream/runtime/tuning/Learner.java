package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** A network some of whose tensors learn. Used by the one thread that opened it. */
interface Learner extends AutoCloseable {
  /** What learns, in a fixed order. */
  List<LearnedTensor> learned();

  /** Owns what lives as long as the learner, such as an optimiser's state. */
  NDManager manager();

  @Override
  void close();

  /**
   * A cost and, in the order of {@link #learned}, its slopes.
   *
   * @param cost natural logarithm; NaN or infinite where the numbers ran away
   */
  record Slopes(double cost, NDList slopes) {}
}

package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.data.SampleStream.Drawn;
import java.util.List;

/** What is made of the samples that are drawn, and who learns from it. Of the learner's thread. */
interface Course extends AutoCloseable {
  Learner learner();

  /** Threads that exercises may be computed on at the same time. */
  int workers();

  /**
   * What a part of a batch teaches; more than one thing where not all of it can be computed
   * together.
   *
   * @param dice what is left to chance is a function of this
   */
  List<Exercise> exercises(List<Drawn> samples, long dice);

  @Override
  void close();

  /** Something that costs; of any one thread at a time. */
  interface Exercise {
    /** How much of it there is: the cost of several is their mean by this. */
    double weight();

    /**
     * @param out owns the slopes
     */
    Learner.Slopes learn(NDManager out);

    /** The cost alone, of what is not learned from. */
    double cost();
  }
}

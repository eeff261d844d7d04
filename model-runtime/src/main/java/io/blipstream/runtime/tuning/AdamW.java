package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * AdamW with the paper's moments; weights are pulled towards zero, biases and norms are not. Owned
 * by the student's thread; its state lives as long as the student.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Decoupled Weight Decay Regularization</a>
 */
final class AdamW implements AutoCloseable {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final Kernels kernels;
  private final List<Group> groups;
  private final NDList sums;
  private final NDManager manager;

  /** Tensors that decay alike. Of each: the mean of its slopes, of their squares, and the steps. */
  private record Group(
      double decay,
      List<Integer> places,
      NDList learned,
      NDList mean,
      NDList square,
      NDList steps) {}

  /**
   * @param decay share by which weights shrink in a step, times its rate
   */
  AdamW(Learner student, double decay) {
    manager = student.manager();
    kernels = Kernels.load(manager, AdamW.class, "adamw.ts");
    groups =
        List.of(
            group(student.learned(), LearnedTensor::decays, decay),
            group(student.learned(), tensor -> !tensor.decays(), 0));
    sums = new NDList();
    student.learned().forEach(each -> sums.add(manager.zeros(each.tensor().getShape())));
  }

  private Group group(List<LearnedTensor> learned, Predicate<LearnedTensor> which, double decay) {
    Group group =
        new Group(decay, new ArrayList<>(), new NDList(), new NDList(), new NDList(), new NDList());
    for (int i = 0; i < learned.size(); i++) {
      if (which.test(learned.get(i))) {
        NDArray tensor = learned.get(i).tensor();
        group.places().add(i);
        group.learned().add(tensor);
        group.mean().add(manager.zeros(tensor.getShape()));
        group.square().add(manager.zeros(tensor.getShape()));
        group.steps().add(manager.zeros(new Shape()));
      }
    }
    return group;
  }

  /**
   * Adds the slopes of a part of the batch.
   *
   * @param share of the batch's cost that the part is, 0 to 1
   */
  void add(NDList slopes, double share) {
    try (NDManager scratch = manager.newSubManager()) {
      kernels.call(scratch, "add", sums, slopes, share);
    }
  }

  /**
   * Moves the learned tensors by what was added, and forgets it.
   *
   * @param longest the slopes, as one vector, are shortened to
   * @return how long they were
   */
  double step(double rate, double longest) {
    try (NDManager scratch = manager.newSubManager()) {
      double norm = kernels.call(scratch, "clip", sums, longest).getFloat();
      for (Group group : groups) {
        NDList slopes = new NDList();
        group.places().forEach(place -> slopes.add(sums.get(place)));
        kernels.call(
            scratch,
            "step",
            group.learned(),
            slopes,
            group.mean(),
            group.square(),
            group.steps(),
            rate,
            group.decay(),
            FIRST,
            SECOND,
            EPSILON);
      }
      kernels.call(scratch, "forget", sums);
      return norm;
    }
  }

  /** All of its state, in a fixed order: what a run must keep to go on exactly. */
  List<NDArray> state() {
    List<NDArray> state = new ArrayList<>();
    for (Group group : groups) {
      state.addAll(group.mean());
      state.addAll(group.square());
      state.addAll(group.steps());
    }
    return state;
  }

  @Override
  public void close() {
    kernels.close();
  }
}

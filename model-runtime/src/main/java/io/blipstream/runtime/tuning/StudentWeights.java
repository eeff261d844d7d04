package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.CheckpointWeights;
import io.blipstream.runtime.weights.NeededTensors;
import io.blipstream.runtime.weights.NeededTensors.Need;
import io.blipstream.runtime.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The weights of a learner, as the kernel that costs a lesson takes them: a list for each network,
 * some of whose tensors learn. Of the learner's thread.
 */
final class StudentWeights {
  private final CheckpointHeaders headers;
  private final NDManager manager;
  private final Predicate<String> reached;
  private final List<LearnedTensor> learned = new ArrayList<>();
  private final List<NDList> lists = new ArrayList<>();

  /** Tensors of a network, in the order of its kernel. */
  interface Tensors {
    <T> List<T> of(Weights<T> weights);
  }

  /**
   * @param manager owns the weights
   * @param reached whether the cost depends on a tensor, by its name
   */
  StudentWeights(CheckpointHeaders headers, NDManager manager, Predicate<String> reached) {
    this.headers = headers;
    this.manager = manager;
    this.reached = reached;
  }

  /**
   * Copies tensors: what an inference kernel brought from a file can have no part in a gradient,
   * and the file must not change with what is learned.
   */
  void list(String name, boolean learns, Tensors tensors) {
    NDList list = begin();
    try (NDManager loading = manager.newSubManager();
        CheckpointWeights files = CheckpointWeights.of(headers, loading)) {
      List<NDArray> values = tensors.of(files);
      List<Need> needs = tensors.of(new NeededTensors());
      for (int i = 0; i < values.size(); i++) {
        NDArray copy = values.get(i).duplicate();
        copy.attach(manager);
        add(list, name, copy);
        List<String> names = headers.present(needs.get(i).names());
        if (learns && reached.test(names.get(0))) {
          learns(new LearnedTensor(names, copy));
        }
      }
    }
  }

  /** Of a network that is not here; but a kernel takes no list without a tensor. */
  void nothing(String name) {
    frozen(name, manager.zeros(new Shape(1)));
  }

  void frozen(String name, NDArray tensor) {
    add(begin(), name, tensor);
  }

  /** What is in no checkpoint, and learns. */
  void fresh(String name, List<LearnedTensor> tensors) {
    NDList list = begin();
    for (LearnedTensor tensor : tensors) {
      add(list, name, tensor.tensor());
      learns(tensor);
    }
  }

  private NDList begin() {
    NDList list = new NDList();
    lists.add(list);
    return list;
  }

  private static void add(NDList list, String name, NDArray tensor) {
    tensor.setName(name);
    list.add(tensor);
  }

  private void learns(LearnedTensor tensor) {
    tensor.tensor().setRequiresGradient(true);
    learned.add(tensor);
  }

  /** What learns, in a fixed order. */
  List<LearnedTensor> learned() {
    return List.copyOf(learned);
  }

  /** Every tensor, named by its list. */
  NDList all() {
    NDList all = new NDList();
    lists.forEach(all::addAll);
    return all;
  }

  /** The lists, in the kernel's order. */
  List<NDList> lists() {
    return List.copyOf(lists);
  }
}

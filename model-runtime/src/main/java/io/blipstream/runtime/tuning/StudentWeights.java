package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.language.t5.T5Config;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.qformer.Projection;
import io.blipstream.runtime.qformer.QFormer;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.vision.VisionTransformer;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.CheckpointWeights;
import io.blipstream.runtime.weights.NeededTensors;
import io.blipstream.runtime.weights.NeededTensors.Need;
import io.blipstream.runtime.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The weights of a student, as the kernel that costs a lesson takes them: a list for each network,
 * some of whose tensors learn. Of the student's thread.
 */
final class StudentWeights {
  private static final List<String> LISTS =
      List.of("vision[]", "qformer[]", "projection[]", "encoder[]", "decoder[]");

  private final ModelConfig config;
  private final CheckpointHeaders headers;
  private final NDManager manager;
  private final List<LearnedTensor> learned = new ArrayList<>();
  private final NDList all = new NDList();

  private StudentWeights(ModelConfig config, CheckpointHeaders headers, NDManager manager) {
    this.config = config;
    this.headers = headers;
    this.manager = manager;
  }

  /**
   * @param learns networks whose tensors learn
   * @param manager owns the weights
   */
  static StudentWeights take(
      ModelConfig config,
      T5Config language,
      CheckpointHeaders headers,
      Set<Network> learns,
      NDManager manager) {
    StudentWeights weights = new StudentWeights(config, headers, manager);
    QFormerConfig qformer = config.qformer();
    try (NDManager loading = manager.newSubManager();
        CheckpointWeights files = CheckpointWeights.of(headers, loading)) {
      Taking taking = new Taking(weights, files);
      boolean sees = learns.contains(Network.IMAGE_ENCODER);
      boolean asks = learns.contains(Network.Q_FORMER);
      boolean speaks = learns.contains(Network.LANGUAGE_MODEL);
      if (sees) {
        taking.list("vision[]", true, new Vision(config));
      } else {
        // Frozen, it is not here; but the kernel takes no list without a tensor.
        weights.add("vision[]", manager.zeros(new Shape(1)));
      }
      taking.list("qformer[]", asks, new Queries(qformer));
      taking.list("projection[]", asks, new Projected(qformer.hidden(), language.width()));
      taking.list("encoder[]", speaks, new Reads(language));
      taking.list("decoder[]", speaks, new Speaks(language));
    }
    return weights;
  }

  private interface Tensors {
    <T> List<T> of(Weights<T> weights);
  }

  private record Vision(ModelConfig config) implements Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      return VisionTransformer.tensors(config.vision(), weights);
    }
  }

  private record Queries(QFormerConfig config) implements Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      return QFormer.tensors(config, weights);
    }
  }

  private record Projected(int from, int to) implements Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      return Projection.tensors(from, to, weights);
    }
  }

  private record Reads(T5Config config) implements Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      return config.encoderTensors(weights);
    }
  }

  /** The first are the words, which the encoder has already: one tensor learns in two places. */
  private record Speaks(T5Config config) implements Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      List<T> tensors = config.decoderTensors(weights);
      return tensors.subList(1, tensors.size());
    }
  }

  private record Taking(StudentWeights into, CheckpointWeights files) {
    void list(String list, boolean learns, Tensors tensors) {
      List<NDArray> values = tensors.of(files);
      List<Need> needs = tensors.of(new NeededTensors());
      for (int i = 0; i < values.size(); i++) {
        into.copy(list, values.get(i), learns, needs.get(i));
      }
    }
  }

  /**
   * Copies a tensor: what an inference kernel brought from a file can have no part in a gradient,
   * and the file must not change with what is learned.
   */
  private void copy(String list, NDArray value, boolean learns, Need need) {
    NDArray copy = value.duplicate();
    copy.attach(manager);
    add(list, copy);
    List<String> names = headers.present(need.names());
    if (learns && reaches(names.get(0))) {
      copy.setRequiresGradient(true);
      learned.add(new LearnedTensor(names, copy));
    }
  }

  private void add(String list, NDArray tensor) {
    tensor.setName(list);
    all.add(tensor);
  }

  /** What the last layer does to the instruction is thrown away: no cost depends on it. */
  private boolean reaches(String name) {
    String last = "qformer.encoder.layer." + (config.qformer().layers() - 1) + ".";
    return !name.startsWith(last + "intermediate.") && !name.startsWith(last + "output.");
  }

  /** What learns, in a fixed order. */
  List<LearnedTensor> learned() {
    return List.copyOf(learned);
  }

  /** Every tensor, named by its list. */
  NDList all() {
    return all;
  }

  /** The lists, in the kernel's order. */
  List<NDList> lists() {
    Function<String, NDList> list =
        name -> new NDList(all.stream().filter(each -> name.equals(each.getName())).toList());
    return LISTS.stream().map(list).toList();
  }
}

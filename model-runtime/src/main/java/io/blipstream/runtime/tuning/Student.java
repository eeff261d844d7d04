package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Kernels;
import io.blipstream.runtime.kernel.Kernels.Text;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.qformer.Projection;
import io.blipstream.runtime.qformer.QFormer;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.vision.VisionConfig;
import io.blipstream.runtime.vision.VisionTransformer;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * What learns to answer: an InstructBLIP or a BLIP-2. As the paper has it, queries, Q-Former and
 * projection learn and the language model only hands the cost of its answers back. A frozen image
 * encoder is not here: what it says of a picture comes with the lesson; one that learns is given
 * pixels.
 *
 * <p>Used by the one thread that opened it.
 */
final class Student implements Learner {
  private static final List<Text> OWN =
      List.of(
          new Text("vision_", VisionTransformer.class, "vision.ts"),
          new Text("qformer_", QFormer.class, "qformer.ts"),
          new Text("projection_", Projection.class, "projection.ts"),
          new Text("", Student.class, "slopes.ts"),
          new Text("", Student.class, "lesson.ts"));

  private final ModelConfig config;
  private final Speaking speaking;
  private final NDManager manager;
  private final Kernels kernels;
  private final StudentWeights weights;
  private final LessonTensors lessons;
  private final NDArray sizes;
  private final NDArray epsilons;

  private Student(
      ModelConfig config,
      Speaking speaking,
      CheckpointHeaders headers,
      Set<Network> learns,
      NDManager own) {
    this.config = config;
    this.speaking = speaking;
    manager = own;
    List<Text> texts = new ArrayList<>(OWN);
    texts.addAll(speaking.texts());
    kernels = Kernels.learnable(manager, texts.toArray(Text[]::new));
    weights = new StudentWeights(headers, manager, config.qformer()::queriesNeed);
    boolean sees = learns.contains(Network.IMAGE_ENCODER);
    if (sees) {
      weights.list("vision[]", true, new Vision(config));
    } else {
      weights.nothing("vision[]");
    }
    boolean asks = learns.contains(Network.Q_FORMER);
    weights.list("qformer[]", asks, new Queries(config.qformer()));
    weights.list("projection[]", asks, new Projected(config));
    speaking.take(weights, learns.contains(Network.LANGUAGE_MODEL), manager);
    lessons = new LessonTensors(config, speaking, sees);
    sizes = manager.create(sizes(config, speaking));
    epsilons = manager.create(epsilons(config, speaking));
  }

  private static long[] sizes(ModelConfig config, Speaking speaking) {
    QFormerConfig qformer = config.qformer();
    VisionConfig vision = config.vision();
    LongStream own =
        LongStream.of(
            qformer.layers(),
            qformer.crossEvery(),
            qformer.heads(),
            qformer.activation().code(),
            qformer.readsInstruction() ? 1 : 0,
            vision.layers(),
            vision.heads(),
            vision.patchSize(),
            vision.activation().code(),
            vision.biased() ? 1 : 0);
    return LongStream.concat(own, speaking.sizes().stream().mapToLong(Long::longValue)).toArray();
  }

  private static double[] epsilons(ModelConfig config, Speaking speaking) {
    DoubleStream own =
        DoubleStream.of(config.qformer().layerNormEpsilon(), config.vision().layerNormEpsilon());
    return DoubleStream.concat(own, speaking.epsilons().stream().mapToDouble(Double::doubleValue))
        .toArray();
  }

  private record Vision(ModelConfig config) implements StudentWeights.Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      return VisionTransformer.tensors(config.vision(), weights);
    }
  }

  /** The Q-Former's, its queries before them. */
  record Queries(QFormerConfig config) implements StudentWeights.Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      return QFormer.tensors(config, weights);
    }
  }

  private record Projected(ModelConfig config) implements StudentWeights.Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      return Projection.tensors(config.qformer().hidden(), config.text().width(), weights);
    }
  }

  /** As the paper has it, only the Q-Former learns; on the processor. */
  static Student open(Path folder) {
    return open(folder, Set.of(Network.Q_FORMER));
  }

  /** On the processor. */
  static Student open(Path folder, Set<Network> learns) {
    return open(folder, DeviceId.CPU, learns);
  }

  /**
   * @param learns what learns; at least one
   * @throws FatalException as {@link io.blipstream.runtime.model.VisionLanguageModel#open}, and
   *     CHECKPOINT_UNSUPPORTED where something could not learn
   */
  static Student open(Path folder, DeviceId device, Set<Network> learns) {
    ModelConfig config = ModelConfig.read(folder);
    Speaking speaking = Speaking.of(config.text());
    boolean seesTwice = learns.contains(Network.IMAGE_ENCODER) && !config.vision().biased();
    boolean speaksTwice = learns.contains(Network.LANGUAGE_MODEL) && speaking.shares();
    if (seesTwice || speaksTwice) {
      // One tensor stands in two places of the list, and each place would learn for itself.
      throw new FatalException(
          FaultCode.CHECKPOINT_UNSUPPORTED,
          folder
              + " has an encoder without biases, a tied language model or an ungated T5: it cannot learn");
    }
    CheckpointHeaders headers = CheckpointHeaders.read(folder);
    headers
        .against(config.needed(), ModelConfig::ignorable)
        .fault(folder)
        .ifPresent(
            fault -> {
              throw fault;
            });
    NDManager manager = PyTorch.newManager(device);
    PyTorch.prepareThread();
    try {
      return new Student(config, speaking, headers, learns, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  ModelConfig config() {
    return config;
  }

  Speaking speaking() {
    return speaking;
  }

  @Override
  public List<LearnedTensor> learned() {
    return weights.learned();
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  /**
   * The mean cost of a token, and its slopes.
   *
   * @param out owns the slopes
   */
  Slopes learn(NDManager out, Lesson lesson) {
    try (NDManager scratch = out.newSubManager()) {
      NDList arguments = lessons.pictures(scratch, lesson);
      arguments.addAll(lessons.words(scratch, lesson));
      arguments.add(sizes);
      arguments.add(epsilons);
      arguments.addAll(weights.all());
      NDList results = kernels.learn(out, "learn", arguments);
      try (NDArray cost = results.remove(0)) {
        return new Slopes(cost.getFloat(), results);
      }
    }
  }

  /** The mean cost of a token alone, for lessons that are not learned from. */
  double cost(Lesson lesson) {
    try (NDManager scratch = manager.newSubManager()) {
      List<Object> arguments = new ArrayList<>(lessons.pictures(scratch, lesson));
      arguments.add(lessons.words(scratch, lesson));
      arguments.add(sizes);
      arguments.add(epsilons);
      arguments.addAll(weights.lists());
      return kernels.call(scratch, "loss", arguments.toArray()).getFloat();
    }
  }

  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}

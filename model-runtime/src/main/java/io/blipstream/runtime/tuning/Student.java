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
import io.blipstream.runtime.language.t5.T5;
import io.blipstream.runtime.language.t5.T5Config;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.qformer.Projection;
import io.blipstream.runtime.qformer.QFormer;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.vision.VisionConfig;
import io.blipstream.runtime.vision.VisionTransformer;
import io.blipstream.runtime.weights.CheckpointHeaders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What learns: an InstructBLIP, or a BLIP-2, whose language model is a Flan-T5. As the paper has
 * it, queries, Q-Former and projection learn and the language model only hands the cost of its
 * answers back. A frozen image encoder is not here: what it says of a picture comes with the
 * lesson; one that learns is given pixels.
 *
 * <p>Used by the one thread that opened it.
 */
public final class Student implements AutoCloseable {
  private final ModelConfig config;
  private final NDManager manager;
  private final Kernels kernels;
  private final StudentWeights weights;
  private final LessonTensors lessons;
  private final NDArray sizes;
  private final NDArray epsilons;

  private Student(
      ModelConfig config,
      T5Config language,
      CheckpointHeaders headers,
      Set<Network> learns,
      NDManager own) {
    this.config = config;
    manager = own;
    kernels =
        Kernels.learnable(
            manager,
            new Text("vision_", VisionTransformer.class, "vision.ts"),
            new Text("qformer_", QFormer.class, "qformer.ts"),
            new Text("projection_", Projection.class, "projection.ts"),
            new Text("t5_", T5.class, "t5.ts"),
            new Text("", Student.class, "t5-lesson.ts"));
    weights = StudentWeights.take(config, language, headers, learns, manager);
    lessons = new LessonTensors(config, language, learns.contains(Network.IMAGE_ENCODER));
    QFormerConfig qformer = config.qformer();
    VisionConfig vision = config.vision();
    sizes =
        manager.create(
            new long[] {
              qformer.layers(),
              qformer.crossEvery(),
              qformer.heads(),
              language.encoderLayers(),
              language.decoderLayers(),
              language.heads(),
              qformer.activation().code(),
              language.activation().code(),
              language.gated() ? 1 : 0,
              qformer.readsInstruction() ? 1 : 0,
              vision.layers(),
              vision.heads(),
              vision.patchSize(),
              vision.activation().code(),
              vision.biased() ? 1 : 0
            });
    epsilons =
        manager.create(
            new double[] {
              qformer.layerNormEpsilon(),
              language.epsilon(),
              language.headScale(),
              vision.layerNormEpsilon()
            });
  }

  /** As the paper has it, only the Q-Former learns; on the processor. */
  public static Student open(Path folder) {
    return open(folder, Set.of(Network.Q_FORMER));
  }

  /** On the processor. */
  public static Student open(Path folder, Set<Network> learns) {
    return open(folder, DeviceId.CPU, learns);
  }

  /**
   * @param learns what learns; at least one
   * @throws FatalException as {@link io.blipstream.runtime.model.VisionLanguageModel#open}, and
   *     CHECKPOINT_UNSUPPORTED of a model whose language model is not a Flan-T5
   */
  public static Student open(Path folder, DeviceId device, Set<Network> learns) {
    ModelConfig config = ModelConfig.read(folder);
    if (!(config.text() instanceof T5Config language)) {
      throw new FatalException(
          FaultCode.CHECKPOINT_UNSUPPORTED,
          folder + " is a " + config.family() + "; a model with a Flan-T5 can be tuned");
    }
    boolean seesTwice = learns.contains(Network.IMAGE_ENCODER) && !config.vision().biased();
    boolean speaksTwice =
        learns.contains(Network.LANGUAGE_MODEL) && (language.tied() || !language.gated());
    if (seesTwice || speaksTwice) {
      // One tensor stands in two places of the list, and each place would learn for itself.
      throw new FatalException(
          FaultCode.CHECKPOINT_UNSUPPORTED,
          folder + " has an encoder without biases, a tied or an ungated T5: it cannot learn");
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
      return new Student(config, language, headers, learns, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  public ModelConfig config() {
    return config;
  }

  /** What learns, in a fixed order. */
  public List<LearnedTensor> learned() {
    return weights.learned();
  }

  /** Owns what lives as long as the student, such as an optimiser's state. */
  NDManager manager() {
    return manager;
  }

  /**
   * The mean cost of a token and, in the order of {@link #learned}, the slopes of the cost.
   *
   * @param cost natural logarithm; NaN or infinite where the numbers ran away
   */
  public record Slopes(double cost, NDList slopes) {}

  /**
   * @param out owns the slopes
   */
  public Slopes learn(NDManager out, Lesson lesson) {
    try (NDManager scratch = out.newSubManager()) {
      NDList arguments = arguments(scratch, lesson);
      arguments.addAll(weights.all());
      NDList results = kernels.learn(out, "learn", arguments);
      try (NDArray cost = results.remove(0)) {
        return new Slopes(cost.getFloat(), results);
      }
    }
  }

  /** The mean cost of a token alone, for lessons that are not learned from. */
  public double cost(Lesson lesson) {
    try (NDManager scratch = manager.newSubManager()) {
      List<Object> arguments = new ArrayList<>(arguments(scratch, lesson));
      arguments.addAll(weights.lists());
      return kernels.call(scratch, "loss", arguments.toArray()).getFloat();
    }
  }

  private NDList arguments(NDManager scratch, Lesson lesson) {
    NDList arguments = lessons.of(scratch, lesson);
    arguments.add(sizes);
    arguments.add(epsilons);
    return arguments;
  }

  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}

package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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
import io.blipstream.runtime.text.PaddedIds;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.CheckpointWeights;
import io.blipstream.runtime.weights.NeededTensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What learns: queries, Q-Former and projection of an InstructBLIP whose language model, a Flan-T5,
 * is frozen and only hands the cost of its answers back. The image encoder is frozen and not here:
 * what it says of a picture comes with the lesson.
 *
 * <p>Used by the one thread that opened it.
 */
public final class Student implements AutoCloseable {
  private final ModelConfig config;
  private final T5Config language;
  private final NDManager manager;
  private final Kernels kernels;
  private final List<LearnedTensor> learned = new ArrayList<>();
  private final NDList weights = new NDList();
  private final NDArray sizes;
  private final NDArray epsilons;

  private Student(ModelConfig config, T5Config language, CheckpointHeaders headers, NDManager own) {
    this.config = config;
    this.language = language;
    manager = own;
    kernels =
        Kernels.learnable(
            manager,
            new Text("qformer_", QFormer.class, "qformer.ts"),
            new Text("projection_", Projection.class, "projection.ts"),
            new Text("t5_", T5.class, "t5.ts"),
            new Text("", Student.class, "t5-lesson.ts"));
    QFormerConfig qformer = config.qformer();
    try (NDManager loading = manager.newSubManager();
        CheckpointWeights files = CheckpointWeights.of(headers, loading)) {
      take("qformer", QFormer.tensors(qformer, files), names(qformer));
      take(
          "projection",
          Projection.tensors(qformer.hidden(), language.width(), files),
          List.of("language_projection.weight", "language_projection.bias"));
      take("encoder", language.encoderTensors(files), List.of());
      take("decoder", language.decoderTensors(files), List.of());
    }
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
              language.gated() ? 1 : 0
            });
    epsilons =
        manager.create(
            new double[] {qformer.layerNormEpsilon(), language.epsilon(), language.headScale()});
  }

  /** On the processor. */
  public static Student open(Path folder) {
    return open(folder, DeviceId.CPU);
  }

  /**
   * @throws FatalException as {@link io.blipstream.runtime.model.VisionLanguageModel#open}, and
   *     CHECKPOINT_UNSUPPORTED of a model that is not an InstructBLIP with a Flan-T5
   */
  public static Student open(Path folder, DeviceId device) {
    ModelConfig config = ModelConfig.read(folder);
    if (!config.qformer().readsInstruction() || !(config.text() instanceof T5Config language)) {
      throw new FatalException(
          FaultCode.CHECKPOINT_UNSUPPORTED,
          folder + " is a " + config.family() + "; an instructblip-t5 can be tuned");
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
      return new Student(config, language, headers, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Copies the tensors: what an inference kernel brought from a file can have no part in a
   * gradient, and the file must not change with what is learned.
   *
   * @param names of tensors that may learn; empty of frozen ones
   */
  private void take(String list, List<NDArray> tensors, List<String> names) {
    for (int i = 0; i < tensors.size(); i++) {
      NDArray copy = tensors.get(i).duplicate();
      copy.attach(manager);
      copy.setName(list + "[]");
      weights.add(copy);
      if (!names.isEmpty() && reaches(names.get(i))) {
        copy.setRequiresGradient(true);
        learned.add(new LearnedTensor(names.get(i), copy));
      }
    }
  }

  /** What the last layer does to the instruction is thrown away: no cost depends on it. */
  private boolean reaches(String name) {
    String last = "qformer.encoder.layer." + (config.qformer().layers() - 1) + ".";
    return !name.startsWith(last + "intermediate.") && !name.startsWith(last + "output.");
  }

  private static List<String> names(QFormerConfig qformer) {
    return QFormer.<NeededTensors.Need>tensors(qformer, new NeededTensors()).stream()
        .map(need -> need.names().get(0))
        .toList();
  }

  public ModelConfig config() {
    return config;
  }

  /** What learns, in a fixed order. */
  public List<LearnedTensor> learned() {
    return List.copyOf(learned);
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
      NDList results = kernels.learn(out, "learn", arguments(scratch, lesson));
      try (NDArray cost = results.remove(0)) {
        return new Slopes(cost.getFloat(), results);
      }
    }
  }

  /** The mean cost of a token alone, for lessons that are not learned from. */
  public double cost(Lesson lesson) {
    try (NDManager scratch = manager.newSubManager()) {
      NDList all = arguments(scratch, lesson);
      int tensors = all.size() - weights.size();
      List<Object> arguments = new ArrayList<>(all.subList(0, tensors));
      Stream.of("qformer[]", "projection[]", "encoder[]", "decoder[]")
          .map(name -> weights.stream().filter(each -> name.equals(each.getName())).toList())
          .forEach(list -> arguments.add(new NDList(list)));
      return kernels.call(scratch, "loss", arguments.toArray()).getFloat();
    }
  }

  private NDList arguments(NDManager scratch, Lesson lesson) {
    QFormerConfig qformer = config.qformer();
    PaddedIds instructions = PaddedIds.of(scratch, lesson.instructions(), qformer.queries(), 0);
    PaddedIds words = PaddedIds.of(scratch, lesson.words(), qformer.queries(), language.padding());
    int length = Math.toIntExact(words.keep().getShape().get(1));
    int said = lesson.answers().stream().mapToInt(answer -> answer.length).max().orElseThrow();
    NDList all =
        new NDList(
            images(scratch, lesson),
            scratch.create(Arrays.stream(lesson.owners()).asLongStream().toArray()),
            instructions.ids(),
            instructions.keep(),
            words.ids(),
            words.keep(),
            scratch.create(language.encoderBuckets(length), new Shape(length, length)),
            scratch.create(said(lesson, said), new Shape(lesson.answers().size(), said)),
            scratch.create(right(lesson, said), new Shape(lesson.answers().size(), said)),
            scratch.create(language.decoderBuckets(said), new Shape(said, said)),
            sizes,
            epsilons);
    all.addAll(weights);
    return all;
  }

  private NDArray images(NDManager scratch, Lesson lesson) {
    int width = config.qformer().imageHidden();
    int size = lesson.images().get(0).length;
    float[] flat = new float[lesson.images().size() * size];
    for (int i = 0; i < lesson.images().size(); i++) {
      System.arraycopy(lesson.images().get(i), 0, flat, i * size, size);
    }
    return scratch.create(flat, new Shape(lesson.images().size(), size / width, width));
  }

  /** The start token and then the answer but its last: what the decoder has before each token. */
  private long[] said(Lesson lesson, int length) {
    long[] table = new long[lesson.answers().size() * length];
    Arrays.fill(table, language.padding());
    for (int b = 0; b < lesson.answers().size(); b++) {
      long[] answer = lesson.answers().get(b);
      table[b * length] = language.start();
      System.arraycopy(answer, 0, table, b * length + 1, answer.length - 1);
    }
    return table;
  }

  private static long[] right(Lesson lesson, int length) {
    long[] table = new long[lesson.answers().size() * length];
    Arrays.fill(table, -100);
    for (int b = 0; b < lesson.answers().size(); b++) {
      long[] answer = lesson.answers().get(b);
      System.arraycopy(answer, 0, table, b * length, answer.length);
    }
    return table;
  }

  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}

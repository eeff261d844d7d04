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
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.qformer.QFormer;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.text.PaddedIds;
import io.blipstream.runtime.weights.CheckpointHeaders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * The Q-Former as BLIP-2's first stage teaches it, without a language model: contrast and matching
 * of pictures and texts, and texts told from pictures. Used by the one thread that opened it.
 *
 * @see <a href="https://arxiv.org/abs/2301.12597">BLIP-2: Bootstrapping Language-Image
 *     Pre-training</a>
 */
final class Aligner implements Learner {
  private static final int NOT_COUNTED = -100;

  /** Least length that a vector is divided by, as PyTorch has it. */
  private static final double SHORTEST = 1e-12;

  private final QFormerConfig config;
  private final OptionalLong teller;
  private final NDManager manager;
  private final Kernels kernels;
  private final StudentWeights weights;
  private final NDArray sizes;
  private final NDArray epsilons;

  private Aligner(
      QFormerConfig config,
      OptionalLong teller,
      CheckpointHeaders headers,
      long seed,
      NDManager manager) {
    this.config = config;
    this.teller = teller;
    this.manager = manager;
    kernels =
        Kernels.learnable(
            manager,
            new Text("qformer_", QFormer.class, "qformer.ts"),
            new Text("", Aligner.class, "slopes.ts"),
            new Text("", Aligner.class, "alignment.ts"));
    weights = new StudentWeights(headers, manager, name -> true);
    weights.list("qformer[]", true, new Student.Queries(config));
    weights.fresh("heads[]", AlignmentHeads.begin(config, manager, seed));
    sizes =
        manager.create(
            new long[] {
              config.layers(), config.crossEvery(), config.heads(), config.activation().code()
            });
    epsilons = manager.create(new double[] {config.layerNormEpsilon(), SHORTEST});
  }

  /**
   * @param teller token that begins a text that is told; its own first where there is none
   * @param seed of heads, which begin by chance
   * @throws FatalException CHECKPOINT_UNSUPPORTED where the Q-Former reads no text
   */
  static Aligner open(Path folder, DeviceId device, OptionalLong teller, long seed) {
    QFormerConfig config = ModelConfig.read(folder).qformer();
    if (!config.readsInstruction()) {
      throw new FatalException(
          FaultCode.CHECKPOINT_UNSUPPORTED, folder + " has a Q-Former that reads no text");
    }
    NDManager manager = PyTorch.newManager(device);
    PyTorch.prepareThread();
    try {
      return new Aligner(config, teller, CheckpointHeaders.read(folder), seed, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public List<LearnedTensor> learned() {
    return weights.learned();
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  /** The sum of the three costs, and its slopes, which {@code out} owns. */
  Slopes learn(NDManager out, Pairs pairs) {
    try (NDManager scratch = out.newSubManager()) {
      NDList arguments = arguments(scratch, pairs);
      arguments.addAll(weights.all());
      NDList results = kernels.learn(out, "learn", arguments);
      try (NDArray cost = results.remove(0)) {
        return new Slopes(cost.getFloat(), results);
      }
    }
  }

  double cost(Pairs pairs) {
    try (NDManager scratch = manager.newSubManager()) {
      List<Object> arguments = new ArrayList<>(arguments(scratch, pairs));
      arguments.addAll(weights.lists());
      return kernels.call(scratch, "loss", arguments.toArray()).getFloat();
    }
  }

  private NDList arguments(NDManager scratch, Pairs pairs) {
    int size = pairs.texts().size();
    int width = config.imageHidden();
    PaddedIds texts = PaddedIds.of(scratch, pairs.texts(), config.queries(), 0);
    Shape shape = new Shape(pairs.images().get(0).length / width, width);
    return new NDList(
        LessonTensors.images(scratch, pairs.images(), shape),
        LessonTensors.owners(scratch, pairs.owners()),
        texts.ids(),
        texts.keep(),
        PaddedIds.of(scratch, pairs.texts().stream().map(this::begun).toList(), 0, 0).ids(),
        next(scratch, pairs.texts(), texts.ids().getShape()),
        scratch.create(pairs.alike(), new Shape(size, size)),
        scratch.create(dice(pairs.dice(), size), new Shape(size, 2)),
        sizes,
        epsilons);
  }

  private long[] begun(long[] text) {
    long[] begun = text.clone();
    begun[0] = teller.orElse(text[0]);
    return begun;
  }

  /** What comes behind each token. */
  private static NDArray next(NDManager scratch, List<long[]> texts, Shape shape) {
    int length = Math.toIntExact(shape.get(1));
    long[] next = new long[texts.size() * length];
    Arrays.fill(next, NOT_COUNTED);
    for (int b = 0; b < texts.size(); b++) {
      long[] text = texts.get(b);
      System.arraycopy(text, 1, next, b * length, text.length - 1);
    }
    return scratch.create(next, shape);
  }

  private static float[] dice(long seed, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] dice = new float[size * 2];
    for (int i = 0; i < dice.length; i++) {
      dice[i] = random.nextInt(1 << 24) * 0x1p-24f;
    }
    return dice;
  }

  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}

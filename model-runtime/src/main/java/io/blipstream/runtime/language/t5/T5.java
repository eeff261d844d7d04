package io.blipstream.runtime.language.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.kernel.Kernels;
import io.blipstream.runtime.kernel.RowGather;
import io.blipstream.runtime.kernel.TensorList;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.text.PaddedIds;
import io.blipstream.runtime.weights.Weights;
import java.util.List;
import java.util.OptionalInt;

/**
 * Flan-T5 behind a soft prompt. The encoder reads soft prompt and words, padded on the right:
 * padding on the left would change the distances between them.
 *
 * @see <a href="https://arxiv.org/abs/2210.11416">Scaling Instruction-Finetuned Language Models</a>
 */
public final class T5 implements LanguageModel {
  private final T5Config config;
  private final TensorList encoder;
  private final TensorList decoder;
  private final Kernels kernels;
  private final RowGather rows;

  private T5(
      T5Config config, TensorList encoder, TensorList decoder, Kernels kernels, RowGather rows) {
    this.config = config;
    this.encoder = encoder;
    this.decoder = decoder;
    this.kernels = kernels;
    this.rows = rows;
  }

  /**
   * @param weights names as Hugging Face writes them
   * @param manager owns the compiled kernels
   */
  public static T5 load(T5Config config, Weights<NDArray> weights, NDManager manager) {
    T5Weights<NDArray> tensors = new T5Weights<>(config, weights);
    return new T5(
        config,
        TensorList.of(tensors.encoder()),
        TensorList.of(tensors.decoder()),
        Kernels.load(manager, T5.class, "t5.ts"),
        RowGather.load(manager));
  }

  @Override
  public Speech read(NDManager manager, NDArray soft, List<long[]> prompts, int longest) {
    PaddedIds padded = PaddedIds.of(manager, prompts, soft.getShape().get(1), config.padding());
    try (NDManager scratch = manager.newSubManager()) {
      NDArray encoded = encode(scratch, soft, padded);
      return T5Speech.begin(this, manager, encoded, padded.keep(), longest);
    }
  }

  /**
   * The encoder alone.
   *
   * @return [B, S, D], S being K plus the longest prompt
   */
  NDArray encode(NDManager out, NDArray soft, PaddedIds prompts) {
    int length = Math.toIntExact(prompts.keep().getShape().get(1));
    try (NDManager scratch = out.newSubManager()) {
      NDArray buckets =
          scratch.create(
              RelativePosition.encoderBuckets(length, config.buckets(), config.farthest()),
              new Shape(length, length));
      return kernels.call(
          out,
          "encode",
          soft,
          prompts.ids(),
          prompts.keep(),
          buckets,
          encoder,
          config.encoderLayers(),
          config.heads(),
          config.epsilon(),
          config.tanhGelu());
    }
  }

  T5Config config() {
    return config;
  }

  TensorList decoder() {
    return decoder;
  }

  Kernels kernels() {
    return kernels;
  }

  RowGather rows() {
    return rows;
  }

  @Override
  public int width() {
    return config.hidden();
  }

  @Override
  public OptionalInt opening() {
    return OptionalInt.empty();
  }

  @Override
  public int end() {
    return config.end();
  }

  @Override
  public List<Integer> said() {
    return List.of(config.start());
  }

  @Override
  public boolean ranksWithEnd() {
    return true;
  }

  @Override
  public void close() {
    encoder.close();
    decoder.close();
    rows.close();
    kernels.close();
  }
}

package io.blipstream.runtime.language.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.kernel.Kernels;
import io.blipstream.runtime.kernel.TensorList;
import io.blipstream.runtime.language.Caches;
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
  private final Caches caches;

  private T5(
      T5Config config, TensorList encoder, TensorList decoder, Kernels kernels, Caches caches) {
    this.config = config;
    this.encoder = encoder;
    this.decoder = decoder;
    this.kernels = kernels;
    this.caches = caches;
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
        Caches.load(manager, config.decoderLayers(), config.heads(), config.headWidth()));
  }

  @Override
  public Speech open(NDManager manager) {
    return new T5Speech(this, manager);
  }

  /**
   * The encoder, and what the decoder reads of it.
   *
   * @return [B, 2·blocks, H, S, dk]: keys and values of every block, S being K plus the longest
   *     prompt
   */
  NDArray read(NDManager out, NDArray soft, List<long[]> prompts) {
    try (NDManager scratch = out.newSubManager()) {
      PaddedIds padded = PaddedIds.of(scratch, prompts, soft.getShape().get(1), config.padding());
      int length = Math.toIntExact(padded.keep().getShape().get(1));
      NDArray buckets =
          scratch.create(
              RelativePosition.encoderBuckets(length, config.buckets(), config.farthest()),
              new Shape(length, length));
      NDArray encoded =
          kernels.call(
              scratch,
              "encode",
              soft,
              padded.ids(),
              padded.keep(),
              buckets,
              encoder,
              config.encoderLayers(),
              config.heads(),
              config.epsilon(),
              config.activation().code(),
              config.gated());
      return kernels.call(out, "cross", encoded, decoder, config.decoderLayers(), config.heads());
    }
  }

  /**
   * The decoder's position bias.
   *
   * @return [1, H, 1, N]: of the key that is N - 1 back, …, of the key itself
   */
  NDArray near(NDManager out, int distances) {
    try (NDManager scratch = out.newSubManager()) {
      NDArray buckets =
          scratch.create(
              RelativePosition.decoderBuckets(distances, config.buckets(), config.farthest()));
      return kernels.call(out, "near", buckets, decoder);
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

  Caches caches() {
    return caches;
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
  public List<Integer> said(long[] prompt) {
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
    caches.close();
    kernels.close();
  }
}

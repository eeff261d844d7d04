package io.blipstream.runtime.vision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Kernels;
import io.blipstream.runtime.kernel.TensorList;
import io.blipstream.runtime.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The image encoder: a picture becomes one vector per patch and one for the whole. Immutable
 * weights; a call's state is its own, so any prepared thread may call it.
 *
 * @see <a href="https://arxiv.org/abs/2211.07636">EVA: Exploring the Limits of Masked Visual
 *     Representation Learning at Scale</a>
 */
public final class VisionTransformer implements AutoCloseable {
  private final VisionConfig config;
  private final TensorList weights;
  private final Kernels kernels;

  private VisionTransformer(VisionConfig config, TensorList weights, Kernels kernels) {
    this.config = config;
    this.weights = weights;
    this.kernels = kernels;
  }

  /**
   * @param weights names as Hugging Face writes them
   * @param manager owns the compiled kernels
   */
  public static VisionTransformer load(
      VisionConfig config, Weights<NDArray> weights, NDManager manager) {
    return new VisionTransformer(
        config,
        TensorList.of(tensors(config, weights)),
        Kernels.load(manager, VisionTransformer.class, "vision.ts"));
  }

  /**
   * @param pixels [B, 3, S, S], normalised
   * @param out owns the result
   * @return [B, T, Dv]: all tokens after the last norm, class token first
   */
  public NDArray encode(NDManager out, NDArray pixels) {
    return kernels.call(
        out,
        "encode",
        pixels,
        weights,
        config.layers(),
        config.heads(),
        config.patchSize(),
        config.layerNormEpsilon(),
        config.activation().code(),
        config.biased());
  }

  public VisionConfig config() {
    return config;
  }

  /** In the order in which the kernel reads them. */
  public static <T> List<T> tensors(VisionConfig c, Weights<T> weights) {
    Weights<T> w = weights.under("vision_model.");
    int d = c.hidden();
    int m = c.intermediate();
    List<T> list = new ArrayList<>();
    list.add(w.tensor("embeddings.class_embedding", 1, 1, d));
    list.add(w.tensor("embeddings.position_embedding", 1, c.tokens(), d));
    list.add(w.tensor("embeddings.patch_embedding.weight", d, 3, c.patchSize(), c.patchSize()));
    list.add(w.tensor("embeddings.patch_embedding.bias", d));
    for (int i = 0; i < c.layers(); i++) {
      Weights<T> block = w.under("encoder.layers." + i + ".");
      list.add(block.tensor("layer_norm1.weight", d));
      list.add(block.tensor("layer_norm1.bias", d));
      T qkv = block.tensor("self_attn.qkv.weight", 3L * d, d);
      list.add(qkv);
      // where there is no bias, its place is not read
      list.add(c.biased() ? block.tensor("self_attn.qkv.bias", 3L * d) : qkv);
      list.add(block.tensor("self_attn.projection.weight", d, d));
      list.add(block.tensor("self_attn.projection.bias", d));
      list.add(block.tensor("layer_norm2.weight", d));
      list.add(block.tensor("layer_norm2.bias", d));
      list.add(block.tensor("mlp.fc1.weight", m, d));
      list.add(block.tensor("mlp.fc1.bias", m));
      list.add(block.tensor("mlp.fc2.weight", d, m));
      list.add(block.tensor("mlp.fc2.bias", d));
    }
    list.add(w.tensor("post_layernorm.weight", d));
    list.add(w.tensor("post_layernorm.bias", d));
    return list;
  }

  @Override
  public void close() {
    weights.close();
    kernels.close();
  }
}

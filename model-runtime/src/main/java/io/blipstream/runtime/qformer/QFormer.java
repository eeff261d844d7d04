package io.blipstream.runtime.qformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Kernels;
import io.blipstream.runtime.kernel.TensorList;
import io.blipstream.runtime.text.PaddedIds;
import io.blipstream.runtime.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The instruction-aware Q-Former: K learned queries read a picture with the instruction beside
 * them, so that what they take from it depends on what is asked. Immutable weights; any prepared
 * thread may call it.
 *
 * @see <a href="https://arxiv.org/abs/2305.06500">InstructBLIP: Towards General-purpose
 *     Vision-Language Models with Instruction Tuning</a>
 */
public final class QFormer implements AutoCloseable {
  private final QFormerConfig config;
  private final NDArray queries;
  private final TensorList weights;
  private final Kernels kernels;

  private QFormer(QFormerConfig config, NDArray queries, TensorList weights, Kernels kernels) {
    this.config = config;
    this.queries = queries;
    this.weights = weights;
    this.kernels = kernels;
  }

  /**
   * @param weights names as Hugging Face writes them
   * @param manager owns the compiled kernels
   */
  public static QFormer load(QFormerConfig config, Weights<NDArray> weights, NDManager manager) {
    List<NDArray> tensors = tensors(config, weights);
    return new QFormer(
        config,
        tensors.get(0),
        TensorList.of(tensors.subList(1, tensors.size())),
        Kernels.load(manager, QFormer.class, "qformer.ts"));
  }

  /**
   * Of an instruction-aware Q-Former.
   *
   * @param instructions B rows behind K queries
   * @param images [N, T, Dv] from the image encoder
   * @param owner [B] int64: which of the N pictures each row is about
   * @param out owns the result
   * @return [B, K, Dq]: the queries after the last layer
   */
  public NDArray encode(NDManager out, PaddedIds instructions, NDArray images, NDArray owner) {
    return kernels.call(
        out,
        "encode",
        queries,
        instructions.ids(),
        instructions.keep(),
        images,
        owner,
        weights,
        config.layers(),
        config.crossEvery(),
        config.heads(),
        config.layerNormEpsilon(),
        config.activation().code());
  }

  /**
   * Of a Q-Former that reads no instruction: once per picture.
   *
   * @param images [N, T, Dv] from the image encoder
   * @param owner [B] int64: which of the N pictures each row is about
   * @param out owns the result
   * @return [B, K, Dq]
   */
  public NDArray encode(NDManager out, NDArray images, NDArray owner) {
    return kernels.call(
        out,
        "encode_alone",
        queries,
        images,
        owner,
        weights,
        config.layers(),
        config.crossEvery(),
        config.heads(),
        config.layerNormEpsilon(),
        config.activation().code());
  }

  /**
   * Where the queries look, of an instruction-aware Q-Former.
   *
   * @param out owns the result
   * @return per cross-attention layer [B, K, T]: attention probabilities, mean over the heads
   */
  public NDList gaze(NDManager out, PaddedIds instructions, NDArray images, NDArray owner) {
    return kernels.callList(
        out,
        "gaze",
        queries,
        instructions.ids(),
        instructions.keep(),
        images,
        owner,
        weights,
        config.layers(),
        config.crossEvery(),
        config.heads(),
        config.layerNormEpsilon(),
        config.activation().code());
  }

  /** The same of a Q-Former that reads no instruction. */
  public NDList gaze(NDManager out, NDArray images, NDArray owner) {
    return kernels.callList(
        out,
        "gaze_alone",
        queries,
        images,
        owner,
        weights,
        config.layers(),
        config.crossEvery(),
        config.heads(),
        config.layerNormEpsilon(),
        config.activation().code());
  }

  public QFormerConfig config() {
    return config;
  }

  /** The queries, and then all else in the order in which the kernel reads it. */
  public static <T> List<T> tensors(QFormerConfig c, Weights<T> weights) {
    int d = c.hidden();
    List<T> list = new ArrayList<>();
    list.add(weights.tensor("query_tokens", 1, c.queries(), d));
    Weights<T> w = weights.under("qformer.");
    if (c.readsInstruction()) {
      list.add(w.tensor("embeddings.word_embeddings.weight", c.vocabulary(), d));
      list.add(w.tensor("embeddings.position_embeddings.weight", c.positions(), d));
    }
    String norm = c.readsInstruction() ? "embeddings.layernorm." : "layernorm.";
    list.add(w.tensor(norm + "weight", d));
    list.add(w.tensor(norm + "bias", d));
    for (int i = 0; i < c.layers(); i++) {
      Weights<T> layer = w.under("encoder.layer." + i + ".");
      attention(list, layer.under("attention."), d, d);
      if (c.crosses(i)) {
        attention(list, layer.under("crossattention."), d, c.imageHidden());
      }
      feedForward(list, layer, "intermediate_query.", "output_query.", c);
      if (c.readsInstruction()) {
        feedForward(list, layer, "intermediate.", "output.", c);
      }
    }
    return list;
  }

  private static <T> void attention(List<T> list, Weights<T> w, int d, int keyWidth) {
    linear(list, w.under("attention.query."), d, d);
    linear(list, w.under("attention.key."), d, keyWidth);
    linear(list, w.under("attention.value."), d, keyWidth);
    linear(list, w.under("output.dense."), d, d);
    list.add(w.tensor("output.LayerNorm.weight", d));
    list.add(w.tensor("output.LayerNorm.bias", d));
  }

  private static <T> void feedForward(
      List<T> list, Weights<T> w, String inner, String outer, QFormerConfig c) {
    linear(list, w.under(inner + "dense."), c.intermediate(), c.hidden());
    linear(list, w.under(outer + "dense."), c.hidden(), c.intermediate());
    list.add(w.tensor(outer + "LayerNorm.weight", c.hidden()));
    list.add(w.tensor(outer + "LayerNorm.bias", c.hidden()));
  }

  private static <T> void linear(List<T> list, Weights<T> w, int out, int in) {
    list.add(w.tensor("weight", out, in));
    list.add(w.tensor("bias", out));
  }

  @Override
  public void close() {
    weights.close();
    kernels.close();
  }
}

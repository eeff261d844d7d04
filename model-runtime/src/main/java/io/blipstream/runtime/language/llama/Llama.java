package io.blipstream.runtime.language.llama;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Kernels;
import io.blipstream.runtime.kernel.TensorList;
import io.blipstream.runtime.language.Caches;
import io.blipstream.runtime.language.DecoderSpeech;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Vicuna, a LLaMA, behind a soft prompt.
 *
 * @see <a href="https://arxiv.org/abs/2302.13971">LLaMA: Open and Efficient Foundation Language
 *     Models</a>
 */
public final class Llama implements LanguageModel {
  private final LlamaConfig config;
  private final TensorList weights;
  private final NDArray frequencies;
  private final Kernels kernels;
  private final Caches caches;

  private Llama(
      LlamaConfig config, TensorList weights, NDArray frequencies, Kernels kernels, Caches caches) {
    this.config = config;
    this.weights = weights;
    this.frequencies = frequencies;
    this.kernels = kernels;
    this.caches = caches;
  }

  /**
   * @param weights names as Hugging Face writes them
   * @param manager owns the compiled kernels
   */
  public static Llama load(LlamaConfig config, Weights<NDArray> weights, NDManager manager) {
    return new Llama(
        config,
        TensorList.of(tensors(config, weights)),
        manager.create(config.frequencies()),
        Kernels.load(manager, Llama.class, "llama.ts"),
        Caches.load(manager, config.layers(), config.keyHeads(), config.headWidth()));
  }

  @Override
  public Speech open(NDManager manager) {
    return new LlamaSpeech(this, manager);
  }

  @Override
  public int width() {
    return config.hidden();
  }

  /**
   * The end token, as in its training; a tokenizer that opens with another makes much worse
   * answers.
   */
  @Override
  public OptionalInt opening() {
    return OptionalInt.of(LlamaConfig.END);
  }

  @Override
  public int end() {
    return LlamaConfig.END;
  }

  @Override
  public List<Integer> said(long[] prompt) {
    return DecoderSpeech.before(config.placeholder(), prompt);
  }

  @Override
  public boolean ranksWithEnd() {
    return false;
  }

  LlamaConfig config() {
    return config;
  }

  TensorList weights() {
    return weights;
  }

  NDArray frequencies() {
    return frequencies;
  }

  Kernels kernels() {
    return kernels;
  }

  Caches caches() {
    return caches;
  }

  /** In the order in which the kernels read them. */
  static <T> List<T> tensors(LlamaConfig c, Weights<T> weights) {
    Weights<T> w = weights.under("language_model.");
    int d = c.hidden();
    int inner = c.heads() * c.headWidth();
    int keys = c.keyHeads() * c.headWidth();
    List<T> list = new ArrayList<>();
    String head = "lm_head.weight";
    T words =
        w.anyOf(
            List.of("model.embed_tokens.weight"),
            c.tied() ? List.of(head) : List.of(),
            c.vocabulary(),
            d);
    list.add(words);
    for (int i = 0; i < c.layers(); i++) {
      Weights<T> layer = w.under("model.layers." + i + ".");
      list.add(layer.tensor("input_layernorm.weight", d));
      list.add(layer.tensor("self_attn.q_proj.weight", inner, d));
      list.add(layer.tensor("self_attn.k_proj.weight", keys, d));
      list.add(layer.tensor("self_attn.v_proj.weight", keys, d));
      list.add(layer.tensor("self_attn.o_proj.weight", d, inner));
      list.add(layer.tensor("post_attention_layernorm.weight", d));
      list.add(layer.tensor("mlp.gate_proj.weight", c.intermediate(), d));
      list.add(layer.tensor("mlp.up_proj.weight", c.intermediate(), d));
      list.add(layer.tensor("mlp.down_proj.weight", d, c.intermediate()));
    }
    list.add(w.tensor("model.norm.weight", d));
    list.add(c.tied() ? words : w.tensor(head, c.vocabulary(), d));
    return list;
  }

  @Override
  public void close() {
    weights.close();
    caches.close();
    kernels.close();
  }
}

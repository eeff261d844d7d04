package io.blipstream.runtime.language.opt;

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
 * OPT behind a soft prompt.
 *
 * @see <a href="https://arxiv.org/abs/2205.01068">OPT: Open Pre-trained Transformer Language
 *     Models</a>
 */
public final class Opt implements LanguageModel {
  /** The first two rows of the positions are of no position; a quirk of its training code. */
  private static final int POSITIONS_OFFSET = 2;

  private final OptConfig config;
  private final TensorList weights;
  private final Kernels kernels;
  private final Caches caches;

  private Opt(OptConfig config, TensorList weights, Kernels kernels, Caches caches) {
    this.config = config;
    this.weights = weights;
    this.kernels = kernels;
    this.caches = caches;
  }

  /**
   * @param weights names as Hugging Face writes them
   * @param manager owns the compiled kernels
   */
  public static Opt load(OptConfig config, Weights<NDArray> weights, NDManager manager) {
    return new Opt(
        config,
        TensorList.of(tensors(config, weights)),
        Kernels.load(manager, Opt.class, "opt.ts"),
        Caches.load(manager, config.layers(), config.heads(), config.hidden() / config.heads()));
  }

  @Override
  public Speech open(NDManager manager) {
    return new OptSpeech(this, manager);
  }

  @Override
  public int width() {
    return config.hidden();
  }

  @Override
  public OptionalInt opening() {
    return OptionalInt.of(config.opening());
  }

  @Override
  public int end() {
    return config.end();
  }

  @Override
  public List<Integer> said(long[] prompt) {
    return DecoderSpeech.before(config.placeholder(), prompt);
  }

  @Override
  public boolean ranksWithEnd() {
    return false;
  }

  OptConfig config() {
    return config;
  }

  TensorList weights() {
    return weights;
  }

  Kernels kernels() {
    return kernels;
  }

  Caches caches() {
    return caches;
  }

  /** In the order in which the kernels read them. */
  static <T> List<T> tensors(OptConfig c, Weights<T> weights) {
    Weights<T> w = weights.under("language_model.");
    Weights<T> stack = w.under("model.decoder.");
    int d = c.hidden();
    T words =
        w.anyOf(
            List.of("model.decoder.embed_tokens.weight"),
            c.tied() ? List.of("lm_head.weight") : List.of(),
            c.vocabulary(),
            d);
    List<T> list = new ArrayList<>();
    list.add(words);
    list.add(stack.tensor("embed_positions.weight", c.positions() + POSITIONS_OFFSET, d));
    for (int i = 0; i < c.layers(); i++) {
      Weights<T> layer = stack.under("layers." + i + ".");
      pair(list, layer.under("self_attn_layer_norm."), d);
      for (String name : List.of("q_proj.", "k_proj.", "v_proj.", "out_proj.")) {
        pair(list, layer.under("self_attn." + name), d, d);
      }
      pair(list, layer.under("final_layer_norm."), d);
      pair(list, layer.under("fc1."), c.intermediate(), d);
      pair(list, layer.under("fc2."), d, c.intermediate());
    }
    if (c.lastNorm()) {
      pair(list, stack.under("final_layer_norm."), d);
    }
    list.add(c.tied() ? words : w.tensor("lm_head.weight", c.vocabulary(), d));
    return list;
  }

  private static <T> void pair(List<T> list, Weights<T> w, long... shape) {
    list.add(w.tensor("weight", shape));
    list.add(w.tensor("bias", shape[0]));
  }

  @Override
  public void close() {
    weights.close();
    caches.close();
    kernels.close();
  }
}

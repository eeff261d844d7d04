package io.blipstream.runtime.language.t5;

import io.blipstream.runtime.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/** The tensors of a T5 by their Hugging Face names, in the order in which the kernels read them. */
final class T5Weights<T> {
  /**
   * Files keep any one of these for the one input embedding; never the head, which is another
   * matrix unless it is tied.
   */
  private static final List<String> EMBEDDING_ALIASES =
      List.of("shared.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight");

  private static final String HEAD = "lm_head.weight";

  private final T5Config config;
  private final Weights<T> weights;
  private final T words;

  T5Weights(T5Config config, Weights<T> weights) {
    this.config = config;
    this.weights = weights.under("language_model.");
    this.words =
        this.weights.anyOf(
            EMBEDDING_ALIASES,
            config.tied() ? List.of(HEAD) : List.of(),
            config.vocabulary(),
            config.hidden());
  }

  List<T> encoder() {
    List<T> list = new ArrayList<>();
    Weights<T> stack = weights.under("encoder.");
    list.add(words);
    list.add(positionBias(stack));
    for (int i = 0; i < config.encoderLayers(); i++) {
      Weights<T> block = stack.under("block." + i + ".");
      attention(list, block.under("layer.0."), "SelfAttention.");
      feedForward(list, block.under("layer.1."));
    }
    list.add(stack.tensor("final_layer_norm.weight", config.hidden()));
    return list;
  }

  List<T> decoder() {
    List<T> list = new ArrayList<>();
    Weights<T> stack = weights.under("decoder.");
    list.add(words);
    list.add(positionBias(stack));
    for (int i = 0; i < config.decoderLayers(); i++) {
      Weights<T> block = stack.under("block." + i + ".");
      attention(list, block.under("layer.0."), "SelfAttention.");
      attention(list, block.under("layer.1."), "EncDecAttention.");
      feedForward(list, block.under("layer.2."));
    }
    list.add(stack.tensor("final_layer_norm.weight", config.hidden()));
    list.add(config.tied() ? words : weights.tensor(HEAD, config.vocabulary(), config.hidden()));
    return list;
  }

  private T positionBias(Weights<T> stack) {
    return stack.tensor(
        "block.0.layer.0.SelfAttention.relative_attention_bias.weight",
        config.buckets(),
        config.heads());
  }

  private void attention(List<T> list, Weights<T> layer, String name) {
    int d = config.hidden();
    int inner = config.innerWidth();
    list.add(layer.tensor("layer_norm.weight", d));
    list.add(layer.tensor(name + "q.weight", inner, d));
    list.add(layer.tensor(name + "k.weight", inner, d));
    list.add(layer.tensor(name + "v.weight", inner, d));
    list.add(layer.tensor(name + "o.weight", d, inner));
  }

  private void feedForward(List<T> list, Weights<T> layer) {
    int d = config.hidden();
    int m = config.intermediate();
    list.add(layer.tensor("layer_norm.weight", d));
    if (config.gated()) {
      list.add(layer.tensor("DenseReluDense.wi_0.weight", m, d));
      list.add(layer.tensor("DenseReluDense.wi_1.weight", m, d));
    } else {
      T only = layer.tensor("DenseReluDense.wi.weight", m, d);
      list.addAll(List.of(only, only)); // the kernel does not read the second
    }
    list.add(layer.tensor("DenseReluDense.wo.weight", d, m));
  }
}

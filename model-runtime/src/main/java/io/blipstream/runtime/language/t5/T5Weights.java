package io.blipstream.runtime.language.t5;

import ai.djl.ndarray.NDArray;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tensors of a T5 by their Hugging Face names, in the order in which the kernels read them. */
final class T5Weights {
  /**
   * Files keep any one of these for the one input embedding; never the head, which is another
   * matrix.
   */
  private static final List<String> EMBEDDING_ALIASES =
      List.of("shared.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight");

  private final T5Config config;
  private final Weights weights;
  private final NDArray words;

  T5Weights(T5Config config, Weights weights, Set<String> names) {
    this.config = config;
    this.weights = weights;
    this.words = words(names);
  }

  List<NDArray> encoder() {
    List<NDArray> list = new ArrayList<>();
    Weights stack = weights.under("encoder.");
    list.add(words);
    list.add(positionBias(stack));
    for (int i = 0; i < config.encoderLayers(); i++) {
      Weights block = stack.under("block." + i + ".");
      attention(list, block.under("layer.0."), "SelfAttention.");
      feedForward(list, block.under("layer.1."));
    }
    list.add(stack.tensor("final_layer_norm.weight", config.hidden()));
    return list;
  }

  List<NDArray> decoder() {
    List<NDArray> list = new ArrayList<>();
    Weights stack = weights.under("decoder.");
    list.add(words);
    list.add(positionBias(stack));
    for (int i = 0; i < config.decoderLayers(); i++) {
      Weights block = stack.under("block." + i + ".");
      attention(list, block.under("layer.0."), "SelfAttention.");
      attention(list, block.under("layer.1."), "EncDecAttention.");
      feedForward(list, block.under("layer.2."));
    }
    list.add(stack.tensor("final_layer_norm.weight", config.hidden()));
    list.add(weights.tensor("lm_head.weight", config.vocabulary(), config.hidden()));
    return list;
  }

  private NDArray words(Set<String> names) {
    List<String> present =
        EMBEDDING_ALIASES.stream().filter(a -> names.contains("language_model." + a)).toList();
    List<NDArray> tensors =
        (present.isEmpty() ? EMBEDDING_ALIASES.subList(0, 1) : present)
            .stream()
                .map(name -> weights.tensor(name, config.vocabulary(), config.hidden()))
                .toList();
    for (NDArray other : tensors) {
      if (!other.contentEquals(tensors.get(0))) {
        throw new FatalException(
            FaultCode.CHECKPOINT_INVALID,
            "the input embedding stands under " + present + " with different values");
      }
    }
    return tensors.get(0);
  }

  private NDArray positionBias(Weights stack) {
    return stack.tensor(
        "block.0.layer.0.SelfAttention.relative_attention_bias.weight",
        config.buckets(),
        config.heads());
  }

  private void attention(List<NDArray> list, Weights layer, String name) {
    int d = config.hidden();
    int inner = config.innerWidth();
    list.add(layer.tensor("layer_norm.weight", d));
    list.add(layer.tensor(name + "q.weight", inner, d));
    list.add(layer.tensor(name + "k.weight", inner, d));
    list.add(layer.tensor(name + "v.weight", inner, d));
    list.add(layer.tensor(name + "o.weight", d, inner));
  }

  private void feedForward(List<NDArray> list, Weights layer) {
    int d = config.hidden();
    int m = config.intermediate();
    list.add(layer.tensor("layer_norm.weight", d));
    list.add(layer.tensor("DenseReluDense.wi_0.weight", m, d));
    list.add(layer.tensor("DenseReluDense.wi_1.weight", m, d));
    list.add(layer.tensor("DenseReluDense.wo.weight", d, m));
  }
}

package io.blipstream.runtime.language.llama;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.language.LanguageConfig;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.language.Reading;
import io.blipstream.runtime.weights.ConfigNode;
import io.blipstream.runtime.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Sizes of a LLaMA. Defaults are the reference's.
 *
 * @param vocabulary rows of the embedding; read from the file, since hub files differ
 * @param hidden width D
 * @param headWidth width of one head
 * @param heads attention heads
 * @param keyHeads heads of keys and values; divides {@code heads}
 * @param intermediate width of the gated feed-forward layer
 * @param layers number of blocks
 * @param positions longest sequence
 * @param rotary how positions turn
 * @param epsilon of every root-mean-square norm
 * @param tied whether the head is the embedding
 * @param placeholder the image's token, where prompts have it
 */
public record LlamaConfig(
    int vocabulary,
    int hidden,
    int headWidth,
    int heads,
    int keyHeads,
    int intermediate,
    int layers,
    int positions,
    Rotary rotary,
    double epsilon,
    boolean tied,
    OptionalInt placeholder)
    implements LanguageConfig {
  /**
   * Token that ends an answer. Not {@code eos_token_id}: the hub's files say 1, which the model
   * never says, while it was tuned to end with {@code </s>}; stock generation with those files runs
   * on to its bound.
   */
  public static final int END = 2;

  public LlamaConfig {
    if (heads % keyHeads != 0 || headWidth % 2 != 0) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID,
          "LLaMA with %d heads over %d key heads of width %d makes no sense"
              .formatted(heads, keyHeads, headWidth));
    }
    if (placeholder.orElse(0) >= vocabulary) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID,
          "the image's token is " + placeholder.getAsInt() + " of " + vocabulary + " words");
    }
  }

  /**
   * Reads {@code text_config} of a LLaMA.
   *
   * @param placeholder the image's token, where prompts have it
   */
  public static LlamaConfig from(ConfigNode node, OptionalInt placeholder) {
    require(node, node.text("hidden_act", "silu").equals("silu"), "hidden_act other than silu");
    require(node, !node.flag("attention_bias", false), "attention_bias");
    require(node, !node.flag("mlp_bias", false), "mlp_bias");
    int hidden = node.integer("hidden_size", 4_096, 1, 65_536);
    int heads = node.integer("num_attention_heads", 32, 1, 1_024);
    return new LlamaConfig(
        node.integer("vocab_size", 32_000, 3, 10_000_000),
        hidden,
        node.integer("head_dim", Math.max(2, hidden / heads), 2, 4_096),
        heads,
        node.integer("num_key_value_heads", heads, 1, 1_024),
        node.integer("intermediate_size", 11_008, 1, 262_144),
        node.integer("num_hidden_layers", 32, 1, 1_000),
        node.integer("max_position_embeddings", 2_048, 1, 1_048_576),
        Rotary.from(node),
        node.number("rms_norm_eps", 1e-6),
        node.flag("tie_word_embeddings", false),
        placeholder);
  }

  @Override
  public int width() {
    return hidden;
  }

  /** How fast each pair of a head's dimensions turns from one position to the next. */
  public float[] frequencies() {
    return rotary.frequencies(headWidth);
  }

  @Override
  public <T> List<T> tensors(Weights<T> weights) {
    return Llama.tensors(this, weights);
  }

  /**
   * While it reads, its gated feed-forward layer; while it speaks, the scores of all words; and its
   * caches in both.
   */
  @Override
  public long workingNumbers(Reading r) {
    long tokens = (long) r.prompts() * r.length();
    long inner = (long) heads * headWidth;
    long cache = 2L * layers * r.rows() * (r.length() + r.said()) * keyHeads * headWidth;
    long read = tokens * (hidden + Math.max(4L * intermediate, hidden + 6L * inner));
    return cache + Math.max(read, 3L * r.rows() * vocabulary);
  }

  @Override
  public Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("num_hidden_layers", layers);
    sizes.put("hidden_size", hidden);
    sizes.put("num_attention_heads", heads);
    sizes.put("num_key_value_heads", keyHeads);
    sizes.put("intermediate_size", intermediate);
    sizes.put("vocab_size", vocabulary);
    return sizes;
  }

  @Override
  public LanguageModel load(Weights<NDArray> weights, NDManager manager) {
    return Llama.load(this, weights, manager);
  }

  private static void require(ConfigNode node, boolean holds, String what) {
    if (!holds) {
      throw new FatalException(
          FaultCode.CHECKPOINT_UNSUPPORTED, node.where() + ": " + what + " is not supported");
    }
  }
}

package io.blipstream.runtime.language.opt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Activation;
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
 * Sizes of an OPT. Defaults are the reference's. Refused is what no BLIP-2 can have or has: words
 * of another width than the stack, layers without biases.
 *
 * @param vocabulary rows of the embedding
 * @param hidden width D
 * @param heads attention heads; divides {@code hidden}
 * @param intermediate width of the feed-forward layers
 * @param layers number of blocks
 * @param positions longest sequence
 * @param opening token that every prompt begins with
 * @param end token that ends an answer: of the published checkpoints the line break
 * @param activation of the feed-forward layers
 * @param normsBefore whether norms stand before the layers, or behind them as OPT-350m's do
 * @param lastNorm whether one stands behind the stack; only where norms stand before the layers
 * @param tied whether the head is the embedding
 * @param placeholder the image's token, where prompts have it
 */
public record OptConfig(
    int vocabulary,
    int hidden,
    int heads,
    int intermediate,
    int layers,
    int positions,
    int opening,
    int end,
    Activation activation,
    boolean normsBefore,
    boolean lastNorm,
    boolean tied,
    OptionalInt placeholder)
    implements LanguageConfig {
  public OptConfig {
    if (hidden % heads != 0) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID,
          "OPT hidden_size " + hidden + " is no multiple of its heads " + heads);
    }
    if (placeholder.orElse(0) >= vocabulary) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID,
          "the image's token is " + placeholder.getAsInt() + " of " + vocabulary + " words");
    }
  }

  /**
   * Reads {@code text_config} of an OPT.
   *
   * @param placeholder the image's token, where prompts have it
   */
  public static OptConfig from(ConfigNode node, OptionalInt placeholder) {
    int hidden = node.integer("hidden_size", 768, 1, 65_536);
    require(
        node,
        node.integer("word_embed_proj_dim", hidden, 1, 65_536) == hidden,
        "word_embed_proj_dim other than hidden_size");
    require(node, node.flag("enable_bias", true), "enable_bias false");
    require(
        node,
        node.flag("layer_norm_elementwise_affine", true),
        "layer_norm_elementwise_affine false");
    boolean normsBefore = node.flag("do_layer_norm_before", true);
    int vocabulary = node.integer("vocab_size", 50_272, 3, 10_000_000);
    return new OptConfig(
        vocabulary,
        hidden,
        node.integer("num_attention_heads", 12, 1, 1_024),
        node.integer("ffn_dim", 3_072, 1, 262_144),
        node.integer("num_hidden_layers", 12, 1, 1_000),
        node.integer("max_position_embeddings", 2_048, 1, 1_048_576),
        node.integer("bos_token_id", 2, 0, vocabulary - 1),
        node.integer("eos_token_id", 2, 0, vocabulary - 1),
        node.activation("activation_function", "relu"),
        normsBefore,
        normsBefore && !node.flag("_remove_final_layer_norm", false),
        node.flag("tie_word_embeddings", true),
        placeholder);
  }

  @Override
  public int width() {
    return hidden;
  }

  @Override
  public <T> List<T> tensors(Weights<T> weights) {
    return Opt.tensors(this, weights);
  }

  /**
   * While it reads, its feed-forward layer before and behind relu; while it speaks, the scores of
   * all words; and its caches in both.
   */
  @Override
  public long workingNumbers(Reading r) {
    long tokens = (long) r.prompts() * r.length();
    long cache = 2L * layers * r.rows() * (r.length() + r.said()) * hidden;
    long read = tokens * (hidden + Math.max(2L * intermediate, 7L * hidden));
    return cache + Math.max(read, 3L * r.rows() * vocabulary);
  }

  @Override
  public Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("num_hidden_layers", layers);
    sizes.put("hidden_size", hidden);
    sizes.put("num_attention_heads", heads);
    sizes.put("ffn_dim", intermediate);
    sizes.put("vocab_size", vocabulary);
    return sizes;
  }

  @Override
  public LanguageModel load(Weights<NDArray> weights, NDManager manager) {
    return Opt.load(this, weights, manager);
  }

  private static void require(ConfigNode node, boolean holds, String what) {
    if (!holds) {
      throw new FatalException(
          FaultCode.CHECKPOINT_UNSUPPORTED, node.where() + ": " + what + " is not supported");
    }
  }
}

package io.blipstream.runtime.qformer;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Activation;
import io.blipstream.runtime.weights.ConfigNode;

/**
 * Sizes of the Q-Former. Defaults are the reference's.
 *
 * @param readsInstruction whether instruction tokens stand beside the queries (InstructBLIP) or not
 *     (BLIP-2)
 * @param queries K, the learned queries
 * @param vocabulary of the instruction's tokens
 * @param hidden width Dq
 * @param layers number of layers
 * @param heads attention heads; divides {@code hidden}
 * @param intermediate width of the feed-forward layers
 * @param positions longest instruction in tokens
 * @param crossEvery layers 0, n, 2n … look at the picture
 * @param imageHidden width Dv of the image encoder
 * @param layerNormEpsilon of every layer norm
 * @param activation of the feed-forward layers
 */
public record QFormerConfig(
    boolean readsInstruction,
    int queries,
    int vocabulary,
    int hidden,
    int layers,
    int heads,
    int intermediate,
    int positions,
    int crossEvery,
    int imageHidden,
    double layerNormEpsilon,
    Activation activation) {
  public QFormerConfig {
    if (hidden % heads != 0) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID,
          "Q-Former hidden_size " + hidden + " is no multiple of its heads " + heads);
    }
  }

  /**
   * Reads {@code qformer_config}.
   *
   * @param readsInstruction whether the family's Q-Former does
   * @param queries the top level's {@code num_query_tokens}
   * @param imageHidden the image encoder's width, which the reference forces on the Q-Former
   */
  public static QFormerConfig from(
      ConfigNode node, boolean readsInstruction, int queries, int imageHidden) {
    return new QFormerConfig(
        readsInstruction,
        queries,
        node.integer("vocab_size", 30_522, 1, 1_000_000),
        node.integer("hidden_size", 768, 1, 65_536),
        node.integer("num_hidden_layers", 12, 1, 1_000),
        node.integer("num_attention_heads", 12, 1, 1_024),
        node.integer("intermediate_size", 3_072, 1, 262_144),
        node.integer("max_position_embeddings", 512, 4, 65_536),
        node.integer("cross_attention_frequency", 2, 1, 1_000),
        imageHidden,
        node.number("layer_norm_eps", 1e-12),
        node.activation("hidden_act", "gelu"));
  }

  /** What the last layer does to the instruction is thrown away: no query depends on it. */
  public boolean queriesNeed(String tensor) {
    String last = "qformer.encoder.layer." + (layers - 1) + ".";
    return !tensor.startsWith(last + "intermediate.") && !tensor.startsWith(last + "output.");
  }

  boolean crosses(int layer) {
    return layer % crossEvery == 0;
  }
}

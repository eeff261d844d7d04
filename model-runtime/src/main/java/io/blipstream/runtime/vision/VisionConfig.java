package io.blipstream.runtime.vision;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Activation;
import io.blipstream.runtime.weights.ConfigNode;

/**
 * Sizes of the image encoder. Defaults are those of ViT-g/14 with its last block dropped, as the
 * hub's sparse files imply.
 *
 * @param hidden width Dv
 * @param intermediate width of the feed-forward layer
 * @param layers number of blocks
 * @param heads attention heads; divides {@code hidden}
 * @param imageSize side of the square input in pixels
 * @param patchSize side of a patch in pixels; divides {@code imageSize}
 * @param layerNormEpsilon of every layer norm, the last one included
 * @param activation of the feed-forward layers
 * @param biased whether query, key and value have a bias
 */
public record VisionConfig(
    int hidden,
    int intermediate,
    int layers,
    int heads,
    int imageSize,
    int patchSize,
    double layerNormEpsilon,
    Activation activation,
    boolean biased) {
  public VisionConfig {
    if (hidden % heads != 0) {
      throw invalid("vision hidden_size " + hidden + " is no multiple of its heads " + heads);
    }
    if (imageSize % patchSize != 0) {
      throw invalid("image_size " + imageSize + " is no multiple of patch_size " + patchSize);
    }
  }

  /** Reads {@code vision_config}. */
  public static VisionConfig from(ConfigNode node) {
    return new VisionConfig(
        node.integer("hidden_size", 1408, 1, 65_536),
        node.integer("intermediate_size", 6144, 1, 262_144),
        node.integer("num_hidden_layers", 39, 1, 1_000),
        node.integer("num_attention_heads", 16, 1, 1_024),
        node.integer("image_size", 224, 1, 4_096),
        node.integer("patch_size", 14, 1, 4_096),
        node.number("layer_norm_eps", 1e-6),
        node.activation("hidden_act", "gelu"),
        node.flag("qkv_bias", true));
  }

  /** Tokens that the encoder makes of a picture: one per patch, and the class token. */
  public int tokens() {
    int side = imageSize / patchSize;
    return side * side + 1;
  }

  private static FatalException invalid(String why) {
    return new FatalException(FaultCode.CHECKPOINT_INVALID, why);
  }
}

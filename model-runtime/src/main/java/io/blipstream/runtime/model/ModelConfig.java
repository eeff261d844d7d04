package io.blipstream.runtime.model;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.language.LanguageConfig;
import io.blipstream.runtime.qformer.Projection;
import io.blipstream.runtime.qformer.QFormer;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.vision.VisionConfig;
import io.blipstream.runtime.vision.VisionTransformer;
import io.blipstream.runtime.weights.ConfigNode;
import io.blipstream.runtime.weights.NeededTensors;
import io.blipstream.runtime.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code config.json} says of a checkpoint.
 *
 * @param vision the image encoder
 * @param qformer the Q-Former
 * @param language family of the language model
 * @param text sizes of the language model
 * @param placeholder whether the reference puts an image placeholder into its prompts; the same
 *     network either way
 */
public record ModelConfig(
    VisionConfig vision,
    QFormerConfig qformer,
    LanguageFamily language,
    LanguageConfig text,
    boolean placeholder) {
  /**
   * Reads the configuration of a checkpoint folder.
   *
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID or, for another family,
   *     CHECKPOINT_UNSUPPORTED
   */
  public static ModelConfig read(Path folder) {
    ConfigNode top = ConfigNode.read(folder.resolve("config.json"));
    boolean readsInstruction =
        switch (top.text("model_type", "")) {
          case "instructblip" -> true;
          case "blip-2" -> false;
          default ->
              throw new FatalException(
                  FaultCode.CHECKPOINT_UNSUPPORTED,
                  "%s: model_type is \"%s\"; \"instructblip\" and \"blip-2\" are run"
                      .formatted(top.where(), top.text("model_type", "")));
        };
    ConfigNode text = top.object("text_config");
    OptionalInt placeholder = placeholder(top);
    LanguageFamily language = LanguageFamily.of(text);
    VisionConfig vision = VisionConfig.from(top.object("vision_config"));
    int queries = top.integer("num_query_tokens", 32, 1, 4_096);
    return new ModelConfig(
        vision,
        QFormerConfig.from(
            top.object("qformer_config"), readsInstruction, queries, vision.hidden()),
        language,
        language.config(text, placeholder),
        placeholder.isPresent());
  }

  /** By the name of the reference's fourth or fifth major version. */
  private static OptionalInt placeholder(ConfigNode top) {
    for (String key : List.of("image_token_index", "image_token_id")) {
      if (top.has(key)) {
        return OptionalInt.of(top.integer(key, 0, 0, Integer.MAX_VALUE));
      }
    }
    return OptionalInt.empty();
  }

  /** Every tensor of every part. */
  public NeededTensors needed() {
    NeededTensors needed = new NeededTensors();
    ask(needed);
    return needed;
  }

  private <T> void ask(Weights<T> weights) {
    VisionTransformer.tensors(vision, weights);
    QFormer.tensors(qformer, weights);
    Projection.tensors(qformer.hidden(), text.width(), weights);
    text.tensors(weights);
  }

  /**
   * Whether a tensor is computed in the precision that is chosen, or in fp32 whatever is chosen, as
   * the Q-Former and its projection are.
   */
  public static boolean mayBeHalf(String tensor) {
    return tensor.startsWith("vision_model.") || tensor.startsWith("language_model.");
  }

  /** Buffers that older files carry and that no network reads. */
  public static boolean ignorable(String name) {
    return name.endsWith(".position_ids")
        || name.endsWith(".rotary_emb.inv_freq")
        || name.endsWith("EncDecAttention.relative_attention_bias.weight");
  }

  /** Name of the family, as results report it. */
  public String family() {
    return (qformer.readsInstruction() ? "instructblip-" : "blip2-") + language.modelType();
  }
}

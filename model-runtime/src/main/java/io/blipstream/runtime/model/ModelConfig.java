package io.blipstream.runtime.model;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.vision.VisionConfig;
import io.blipstream.runtime.weights.ConfigNode;
import java.nio.file.Path;

/**
 * What {@code config.json} says of a checkpoint.
 *
 * @param vision the image encoder
 * @param qformer the Q-Former
 * @param language family of the language model
 * @param text the language model's own part
 */
public record ModelConfig(
    VisionConfig vision, QFormerConfig qformer, LanguageFamily language, ConfigNode text) {
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
    VisionConfig vision = VisionConfig.from(top.object("vision_config"));
    int queries = top.integer("num_query_tokens", 32, 1, 4_096);
    return new ModelConfig(
        vision,
        QFormerConfig.from(
            top.object("qformer_config"), readsInstruction, queries, vision.hidden()),
        LanguageFamily.of(text),
        text);
  }

  /** Name of the family, as results report it. */
  public String family() {
    return (qformer.readsInstruction() ? "instructblip-" : "blip2-") + language.modelType();
  }
}

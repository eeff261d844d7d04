package io.blipstream.runtime.model;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.language.T5Config;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.vision.VisionConfig;
import io.blipstream.runtime.weights.ConfigNode;
import java.nio.file.Path;

/**
 * What {@code config.json} says of an InstructBLIP with Flan-T5.
 *
 * @param vision the image encoder
 * @param qformer the Q-Former
 * @param language the language model
 */
public record InstructBlipConfig(VisionConfig vision, QFormerConfig qformer, T5Config language) {
  /**
   * Reads the configuration of a checkpoint folder.
   *
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID or, for another family,
   *     CHECKPOINT_UNSUPPORTED
   */
  public static InstructBlipConfig read(Path folder) {
    ConfigNode top = ConfigNode.read(folder.resolve("config.json"));
    ConfigNode text = top.object("text_config");
    requireFamily(top, "model_type", "instructblip");
    requireFamily(text, "model_type", "t5");
    VisionConfig vision = VisionConfig.from(top.object("vision_config"));
    int queries = top.integer("num_query_tokens", 32, 1, 4_096);
    return new InstructBlipConfig(
        vision,
        QFormerConfig.from(top.object("qformer_config"), queries, vision.hidden()),
        T5Config.from(text));
  }

  /** Name of the family, as results report it. */
  public String family() {
    return "instructblip-t5";
  }

  private static void requireFamily(ConfigNode node, String key, String wanted) {
    String found = node.text(key, "");
    if (!found.equals(wanted)) {
      throw new FatalException(
          FaultCode.CHECKPOINT_UNSUPPORTED,
          "%s: %s is \"%s\"; only InstructBLIP with Flan-T5 runs so far (\"%s\")"
              .formatted(node.where(), key, found, wanted));
    }
  }
}

package io.blipstream.runtime.model;

import io.blipstream.runtime.decoding.EarlyStopping;
import io.blipstream.runtime.weights.ConfigNode;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a checkpoint's {@code generation_config.json} says of decoding that no request says. Its end
 * token is left aside: the hub's is one that the model never says.
 *
 * @param stopping of beam search
 */
record GenerationConfig(EarlyStopping stopping) {
  /**
   * Of a folder; the reference's defaults where there is no such file.
   *
   * @throws io.blipstream.runtime.fault.FatalException CHECKPOINT_INVALID
   */
  static GenerationConfig in(Path folder) {
    Path file = folder.resolve("generation_config.json");
    return new GenerationConfig(
        Files.isRegularFile(file) ? stopping(ConfigNode.read(file)) : EarlyStopping.NO);
  }

  private static EarlyStopping stopping(ConfigNode node) {
    String key = "early_stopping";
    if (node.isText(key) && node.text(key, "").equals("never")) {
      return EarlyStopping.NEVER;
    }
    return node.flag(key, false) ? EarlyStopping.YES : EarlyStopping.NO;
  }
}

package io.blipstream.ops.explain;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.explain.ExplainedPicture;
import io.blipstream.runtime.explain.Explainer;
import io.blipstream.runtime.image.ImageDecoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * One picture and what is asked of it, for one model after the other: two large ones need not fit
 * into memory together.
 *
 * @param configuration how pictures are read and prepared
 * @param picture as encoded
 * @param prompts the words
 */
public record Explaining(
    Configuration configuration,
    ByteBuffer picture,
    List<String> prompts,
    DecodingOptions options) {
  public Explaining {
    prompts = List.copyOf(prompts);
  }

  /** Adds a model's row to the file. */
  public ExplainedPicture by(Path model, ExplainFile file) {
    ImageDecoder decoder =
        new ImageDecoder(
            CheckpointEngine.limits(configuration), configuration.value(Keys.IMAGE_PROFILE));
    try (Explainer explainer =
        Explainer.open(
            model,
            configuration.value(Keys.MODEL_DEVICE),
            configuration.value(Keys.MODEL_PRECISION),
            decoder,
            configuration.value(Keys.IMAGE_RESIZE))) {
      ExplainedPicture explained = explainer.explain(picture, prompts, options);
      String name = model.toAbsolutePath().normalize().getFileName().toString();
      file.add(name + " (" + explainer.family() + ")", explained);
      return explained;
    }
  }
}

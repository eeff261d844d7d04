package io.blipstream.ops.model;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.runtime.engine.BatchingEngine;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineConfig;
import io.blipstream.runtime.image.ImageLimits;
import java.time.Clock;

/** The engine on a checkpoint folder. */
public final class CheckpointEngine {
  private CheckpointEngine() {}

  /** Opens what {@code model.dir} names, with the configured bounds. */
  public static Engine open(Configuration configuration) {
    return BatchingEngine.open(config(configuration), Clock.systemUTC());
  }

  /** What it is opened with. */
  public static EngineConfig config(Configuration configuration) {
    return new EngineConfig(
        configuration.value(Keys.MODEL_DIR),
        orAllCores(configuration.value(Keys.MODEL_THREADS)),
        configuration.value(Keys.ENGINE_BATCH_MAX_IMAGES),
        configuration.value(Keys.ENGINE_BATCH_MAX_PROMPTS),
        configuration.value(Keys.ENGINE_LINGER),
        orAllCores(configuration.value(Keys.ENGINE_DECODE_THREADS)),
        configuration.value(Keys.ENGINE_QUEUE_CAPACITY),
        limits(configuration),
        configuration.value(Keys.IMAGE_PROFILE),
        configuration.value(Keys.IMAGE_RESIZE));
  }

  /** The configured bounds of a picture. */
  public static ImageLimits limits(Configuration configuration) {
    return new ImageLimits(
        configuration.value(Keys.IMAGE_MAX_BYTES),
        configuration.value(Keys.IMAGE_MAX_PIXELS),
        configuration.value(Keys.IMAGE_MAX_SIDE));
  }

  private static int orAllCores(int configured) {
    return configured == 0 ? Runtime.getRuntime().availableProcessors() : configured;
  }
}

package io.blipstream.ops.model;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.engine.BatchingEngine;
import io.blipstream.runtime.engine.EngineConfig;
import io.blipstream.runtime.engine.Layout;
import io.blipstream.runtime.engine.ReloadableEngine;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.kernel.Devices;
import io.blipstream.runtime.weights.LoadProgress;
import java.nio.file.Path;
import java.time.Clock;

/** The engine on a checkpoint folder. */
public final class CheckpointEngine {
  private CheckpointEngine() {}

  /** Opens what {@code model.dir} names, with the configured bounds. */
  public static ReloadableEngine open(Configuration configuration) {
    return open(configuration, LoadProgress.UNSEEN);
  }

  /** The same; the progress is told of the weights' bytes. */
  public static ReloadableEngine open(Configuration configuration, LoadProgress progress) {
    return BatchingEngine.open(config(configuration), progress, Clock.systemUTC());
  }

  /** What it is opened with. */
  public static EngineConfig config(Configuration configuration) {
    Path model = configuration.value(Keys.MODEL_DIR);
    int cores = Runtime.getRuntime().availableProcessors();
    DeviceChoice wished = configuration.value(Keys.MODEL_DEVICE);
    DeviceChoice devices = wished.automatic() ? new DeviceChoice(Devices.resolve(wished)) : wished;
    Layout layout = devices.cards() ? new Layout(1, cores) : Layout.of(model, cores);
    return new EngineConfig(
        model,
        new EngineConfig.Compute(
            devices,
            configuration.value(Keys.MODEL_PRECISION),
            or(layout.workers(), configuration.value(Keys.ENGINE_WORKERS)),
            or(layout.threads(), configuration.value(Keys.MODEL_THREADS))),
        new EngineConfig.Batches(
            configuration.value(Keys.ENGINE_BATCH_MAX_IMAGES),
            configuration.value(Keys.ENGINE_BATCH_MAX_PROMPTS),
            configuration.value(Keys.ENGINE_LINGER)),
        new EngineConfig.Held(
            or(cores, configuration.value(Keys.ENGINE_DECODE_THREADS)),
            configuration.value(Keys.ENGINE_QUEUE_CAPACITY),
            configuration.value(Keys.ENGINE_QUEUE_MAX_BYTES)),
        configuration.value(Keys.ENGINE_FEATURES_MAX_BYTES),
        configuration.value(Keys.ENGINE_FEED_WEIGHTS),
        limits(configuration),
        configuration.value(Keys.IMAGE_PROFILE),
        configuration.value(Keys.IMAGE_ISOLATION),
        configuration.value(Keys.IMAGE_RESIZE));
  }

  /** The configured bounds of a picture. */
  public static ImageLimits limits(Configuration configuration) {
    return new ImageLimits(
        configuration.value(Keys.IMAGE_MAX_BYTES),
        configuration.value(Keys.IMAGE_MAX_PIXELS),
        configuration.value(Keys.IMAGE_MAX_SIDE),
        configuration.value(Keys.IMAGE_DECODE_TIMEOUT));
  }

  private static int or(int chosen, int configured) {
    return configured == 0 ? chosen : configured;
  }
}

package io.blipstream.ops.model;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.runtime.engine.ReloadableEngine;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a link to the folder of the model: when it points to another folder, that one is loaded
 * beside the one that serves, and takes over.
 *
 * <p>Only the link counts, and not what is in the folder: a folder that is being written to is half
 * a model, while a link is changed at once. It is looked at from time to time, since file systems
 * of clusters tell nobody of their changes.
 */
public final class ModelWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelWatch.class);

  private final Path link;
  private final ReloadableEngine engine;
  private final Duration interval;
  private final Thread thread = new Thread(this::watch, "model-watch");

  /** Where the link pointed when it was last acted on; of the thread. */
  private Path last;

  private ModelWatch(Path link, Path serving, ReloadableEngine engine, Duration interval) {
    this.link = requireNonNull(link, "link");
    this.last = requireNonNull(serving, "serving");
    this.engine = requireNonNull(engine, "engine");
    this.interval = requireNonNull(interval, "interval");
  }

  /**
   * The same configuration with the folder that the link points to now. The engine is to be opened
   * with it: a link that changes while its files are read would mix two models.
   */
  public static Configuration followed(Configuration configuration) {
    Path link = configuration.value(Keys.MODEL_DIR);
    return target(link)
        .map(folder -> configuration.with(Map.of(Keys.MODEL_DIR.name(), folder.toString())))
        .orElse(configuration);
  }

  /**
   * Starts to watch.
   *
   * @param configuration with the link
   * @param followed with the folder that the engine was opened with
   * @throws FatalException where the engine cannot change its model
   */
  public static ModelWatch start(
      Configuration configuration, Configuration followed, Engine engine) {
    if (!(engine instanceof ReloadableEngine reloadable)) {
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID,
          Keys.MODEL_RELOAD.name() + " is watch, but this engine cannot change its model");
    }
    ModelWatch watch =
        new ModelWatch(
            configuration.value(Keys.MODEL_DIR),
            followed.value(Keys.MODEL_DIR),
            reloadable,
            configuration.value(Keys.MODEL_RELOAD_INTERVAL));
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /** Waits for a model that is being loaded: the engine must not be closed under it. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(interval.toMillis());
        Optional<Path> folder = target(link).filter(now -> !now.equals(last));
        if (folder.isPresent()) {
          reload(folder.get());
        }
      }
    } catch (InterruptedException e) {
      // That is how it ends.
      Thread.currentThread().interrupt();
    }
  }

  /** What cannot be loaded is tried once: another model needs another folder. */
  private void reload(Path folder) {
    log.info("loading the model in {}", folder);
    try {
      ModelIdentity now = engine.reload(folder);
      last = folder;
      log.info("the model {} has taken over, digest {}", now.id(), now.digest());
    } catch (BlipstreamException e) {
      if (!e.code().retriable()) {
        last = folder;
      }
      log.warn("the model stays, {} cannot be loaded: {}: {}", folder, e.code(), e.getMessage());
    }
  }

  /** Empty where there is nothing, perhaps for a moment. */
  private static Optional<Path> target(Path link) {
    try {
      return Optional.of(link.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

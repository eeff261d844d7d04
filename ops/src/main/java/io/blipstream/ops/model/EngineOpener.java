package io.blipstream.ops.model;

import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.engine.Engine;

/** How a command comes to its engine; tests bring one that needs no checkpoint. */
@FunctionalInterface
public interface EngineOpener {
  /**
   * Loads what the configuration names. Takes seconds.
   *
   * @throws io.blipstream.runtime.fault.BlipstreamException where the checkpoint or the device
   *     cannot be used
   */
  Engine open(Configuration configuration);
}

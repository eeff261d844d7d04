package io.blipstream.runtime.engine;

import java.nio.file.Path;

/** An engine whose model can be replaced while it serves. */
public interface ReloadableEngine extends Engine {
  /**
   * Loads another checkpoint beside the one that serves, warms it up, and lets it take over: what
   * is not begun is answered by the new one, what is begun by the old one, which then goes. Nothing
   * is lost, and each reply names the model that gave it. Blocks for as long as loading takes; both
   * are in memory meanwhile.
   *
   * @return who answers now
   * @throws io.blipstream.runtime.fault.BlipstreamException where the folder cannot be loaded; the
   *     old one serves on
   */
  ModelIdentity reload(Path folder);
}

package io.blipstream.ops.model;

import static io.blipstream.runtime.fault.FaultCode.CHECKPOINT_UNSUPPORTED;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FatalException;
import java.nio.file.Path;

/** The engine on a checkpoint folder. */
public final class CheckpointEngine {
  private CheckpointEngine() {}

  /** Opens what {@code model.dir} names, with the configured bounds. */
  public static Engine open(Configuration configuration) {
    return opened(configuration.value(Keys.MODEL_DIR));
  }

  // INTEGRATION: the runtime's opening call goes here.
  private static Engine opened(Path folder) {
    throw new FatalException(CHECKPOINT_UNSUPPORTED, "cannot open " + folder);
  }
}

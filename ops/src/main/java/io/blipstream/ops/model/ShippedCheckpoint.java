package io.blipstream.ops.model;

import java.nio.file.Path;
import java.util.Optional;

/** The small checkpoint that comes with the project, for the demo and a first try. */
public final class ShippedCheckpoint {
  /** Set by the launcher: the folder that it lies in. */
  static final String HOME = "blipstream.home";

  private ShippedCheckpoint() {}

  /** The project's folder; empty where the process was not started by the launcher. */
  public static Optional<Path> home() {
    return Optional.ofNullable(System.getProperty(HOME)).map(Path::of);
  }

  /** Its folder; empty where the process was not started by the launcher. */
  public static Optional<Path> folder() {
    return home().map(home -> home.resolve("checkpoints/instructblip-scenes"));
  }
}

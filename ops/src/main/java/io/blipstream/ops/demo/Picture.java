package io.blipstream.ops.demo;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.scenes.Scene;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One event of the demo.
 *
 * @param number from 1
 * @param description the scene in words
 * @param jpeg read-only
 */
record Picture(int number, Scene scene, String description, ByteBuffer jpeg, List<Asked> asked) {
  Picture {
    requireNonNull(scene, "scene");
    requireNonNull(description, "description");
    jpeg = jpeg.asReadOnlyBuffer();
    asked = List.copyOf(asked);
  }

  /** Also its subject: each picture is one of its own. */
  String eventId() {
    return "scene-" + number;
  }
}

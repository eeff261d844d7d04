package io.blipstream.ops.recipe;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.scenes.Scene;
import io.blipstream.schemas.ImageEvent;

/** An event whose picture is known. */
record Post(ImageEvent event, Scene scene) {
  Post {
    requireNonNull(event, "event");
    requireNonNull(scene, "scene");
  }
}

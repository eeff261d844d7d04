package io.blipstream.ops.scenes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scenes made by hand. */
final class Worlds {
  static final SceneObjects OBJECTS = SceneObjects.load();

  private Worlds() {}

  static Scene scene(Background background, Layout layout, String... names) {
    return scene(background, layout, .4, Arrays.asList(names));
  }

  static Scene scene(Background background, Layout layout, double size, List<String> names) {
    List<PlacedObject> placed = new ArrayList<>();
    for (String name : names) {
      placed.add(new PlacedObject(OBJECTS.named(name), .5, .5, size));
    }
    return new Scene(background, layout, placed);
  }
}

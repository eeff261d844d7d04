package io.blipstream.ops.scenes;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that is known of a picture.
 *
 * @param background the ground's colour
 * @param layout how the things lie
 * @param objects in the layout's order
 */
public record Scene(Background background, Layout layout, List<PlacedObject> objects) {
  /** A thing alone is called large above this share of the side, else small. */
  private static final double LARGE = 0.65;

  public Scene {
    requireNonNull(background, "background");
    requireNonNull(layout, "layout");
    objects = List.copyOf(objects);
    int count = objects.size();
    long different = objects.stream().map(PlacedObject::object).distinct().count();
    boolean fits =
        switch (layout) {
          case ONE -> count == 1;
          case ROW_OF_TWO, COLUMN_OF_TWO -> count == 2 && different == 2;
          case ROW_OF_THREE -> count == 3 && different == 3;
          case SAME -> count >= 2 && count <= 4 && different == 1;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          count + " objects, " + different + " different, do not make a layout " + layout);
    }
  }

  /** The things' names, in order. */
  public List<String> names() {
    return objects.stream().map(placed -> placed.object().name()).toList();
  }

  /** Each different thing once, in order. */
  List<SceneObject> distinct() {
    return objects.stream().map(PlacedObject::object).distinct().toList();
  }

  /** The kinds that occur, in alphabetical order. */
  Set<String> kinds() {
    Set<String> kinds = new TreeSet<>();
    distinct().forEach(object -> kinds.add(object.kind()));
    return kinds;
  }

  /** Whether the first thing counts as large. */
  boolean large() {
    return objects.get(0).size() > LARGE;
  }
}

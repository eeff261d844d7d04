package io.blipstream.ops.scenes;

import static java.util.Objects.requireNonNull;

/**
 * A thing at its place.
 *
 * @param object what it is
 * @param x of its middle, as a share of the picture's side, from the left
 * @param y of its middle, likewise, from the top
 * @param size its side as a share of the picture's; above 0 and at most 1
 */
public record PlacedObject(SceneObject object, double x, double y, double size) {
  public PlacedObject {
    requireNonNull(object, "object");
    if (!(size > 0 && size <= 1)) {
      throw new IllegalArgumentException("size is " + size + ", must be above 0 and at most 1");
    }
  }
}

package io.blipstream.ops.scenes;

import static java.util.Objects.requireNonNull;

/**
 * A thing that scenes may show.
 *
 * @param code name of its picture: the emoji's code points
 * @param name as texts say it
 * @param kind what sort of thing it is, such as {@code animal} or {@code weapon}
 */
public record SceneObject(String code, String name, String kind) {
  public SceneObject {
    requireNonNull(code, "code");
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
  }
}

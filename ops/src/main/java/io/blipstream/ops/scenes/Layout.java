package io.blipstream.ops.scenes;

import java.util.List;

/** How the things of a scene lie to one another. */
public enum Layout {
  /** One thing near the middle, large or small. */
  ONE,
  /** Two different things side by side, the left one first. */
  ROW_OF_TWO("on the left", "on the right"),
  /** Two different things, the upper one first. */
  COLUMN_OF_TWO("at the top", "at the bottom"),
  /** Three different things from left to right. */
  ROW_OF_THREE("on the left", "in the middle", "on the right"),
  /** Two to four of the same. */
  SAME;

  // Unmodifiable; the type cannot say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> places;

  Layout(String... places) {
    this.places = List.of(places);
  }

  /** Where each thing is, in words; empty where places are not spoken of. */
  public List<String> places() {
    return places;
  }
}

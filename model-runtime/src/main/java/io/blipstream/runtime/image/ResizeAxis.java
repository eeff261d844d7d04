package io.blipstream.runtime.image;

/**
 * A resize along one side of a picture, of whose outcome a part is wanted.
 *
 * @param from how many samples there are
 * @param to how many they become
 * @param first the first that is wanted of these
 * @param count how many are wanted from there on
 */
record ResizeAxis(int from, int to, int first, int count) {
  ResizeAxis {
    if (from < 1 || count < 1 || first < 0 || first > to - count) {
      throw new IllegalArgumentException(
          "%d samples from %d on, of %d made of %d".formatted(count, first, to, from));
    }
  }

  static ResizeAxis whole(int from, int to) {
    return new ResizeAxis(from, to, 0, to);
  }

  /** Where in the source what is wanted begins. */
  double begin() {
    return (double) first * from / to;
  }

  /** How much of the source it takes. */
  double length() {
    return (double) count * from / to;
  }

  boolean changesNothing() {
    return from == to && count == to;
  }
}

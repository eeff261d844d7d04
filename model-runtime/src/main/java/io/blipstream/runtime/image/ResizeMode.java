package io.blipstream.runtime.image;

/** How a picture of other proportions becomes the square that the vision encoder reads. */
public enum ResizeMode {
  /** Width and height each to their size, as checkpoints' own processors do. */
  SQUASH,
  /**
   * The shorter side to its size with the proportions kept, of the longer one the middle: the
   * transform that some of the published evaluations were made with.
   */
  SHORTEST_CENTER_CROP;

  /**
   * Along one side of a picture.
   *
   * @param side its length
   * @param other the other side's length
   * @param wanted how many samples are wanted of it, which for a crop is the same of both sides
   */
  ResizeAxis axis(int side, int other, int wanted) {
    if (this == SQUASH) {
      return ResizeAxis.whole(side, wanted);
    }
    // As torchvision: the longer side's length is cut off, the crop's begin rounded half to even.
    long resized = (long) wanted * side / Math.min(side, other);
    return new ResizeAxis(
        side, Math.toIntExact(resized), (int) Math.rint((resized - wanted) / 2.0), wanted);
  }
}

package io.blipstream.runtime.image;

/** How a picture of other proportions becomes the square that the vision encoder reads. */
public enum ResizeMode {
  /** Width and height each to their size, as checkpoints' own processors do. */
  SQUASH,
  /**
   * The shorter side to its size with the proportions kept, of the longer one the middle: the
   * transform that some of the published evaluations were made with, which is torchvision's.
   */
  SHORTEST_CENTER_CROP,
  /** The same as the reference's CLIP processor does it, which rounds the middle down. */
  SHORTEST_CENTER_CROP_DOWN;

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
    // The longer side's length is cut off; torchvision rounds the crop's begin half to even.
    int resized = Math.toIntExact((long) wanted * side / Math.min(side, other));
    int first =
        this == SHORTEST_CENTER_CROP
            ? (int) Math.rint((resized - wanted) / 2.0)
            : (resized - wanted) / 2;
    return new ResizeAxis(side, resized, first, wanted);
  }
}

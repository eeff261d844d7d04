package io.blipstream.runtime.image;

/**
 * Where the first frame of an animation lies on its canvas; readers hand out the frame alone.
 *
 * @param width of the canvas, in pixels
 * @param height of the canvas, in pixels
 * @param left of the frame on the canvas
 * @param top of the frame on the canvas
 */
record Canvas(int width, int height, int left, int top) {
  /** Whether a frame of this size lies on it as a whole. */
  boolean holds(int frameWidth, int frameHeight) {
    return left + frameWidth <= width && top + frameHeight <= height;
  }

  /**
   * The whole canvas.
   *
   * @param frame its pixels
   * @param frameWidth in pixels
   * @param ground the bytes of one pixel that the frame leaves uncovered
   */
  byte[] of(byte[] frame, int frameWidth, byte... ground) {
    int channels = ground.length;
    byte[] canvas = new byte[channels * width * height];
    if (frame.length == canvas.length) {
      return frame;
    }
    for (int i = 0; i < canvas.length; i++) {
      canvas[i] = ground[i % channels];
    }
    int row = channels * frameWidth;
    for (int y = 0; y * row < frame.length; y++) {
      System.arraycopy(frame, y * row, canvas, channels * ((top + y) * width + left), row);
    }
    return canvas;
  }
}

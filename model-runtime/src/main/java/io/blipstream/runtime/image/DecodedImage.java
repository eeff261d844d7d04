package io.blipstream.runtime.image;

import static java.util.Objects.requireNonNull;

/**
 * A picture as plain numbers.
 *
 * @param width in pixels
 * @param height in pixels
 * @param format what it was encoded as: {@code jpeg}, {@code png}, {@code webp}, {@code gif} or
 *     {@code bmp}
 * @param rgb red, green, blue of one pixel after the other, row by row from the top left; not
 *     copied, so whoever holds it leaves it as it is
 */
// An array, as 150 MB are not boxed or copied for the sake of equals, which nobody needs here.
@SuppressWarnings("ArrayRecordComponent")
public record DecodedImage(int width, int height, String format, byte[] rgb) {
  public DecodedImage {
    requireNonNull(format, "format");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture cannot be " + width + " x " + height);
    }
    if (rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          rgb.length + " bytes are not 3 a pixel of " + width + " x " + height);
    }
  }
}

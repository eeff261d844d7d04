package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

/**
 * What is known of a picture once it is decoded.
 *
 * @param sha256 digest of the encoded bytes, lower-case hexadecimal
 * @param format {@code jpeg}, {@code png}, {@code webp}, {@code gif} or {@code bmp}
 * @param width in pixels, as encoded
 * @param height in pixels, as encoded
 * @param bytes size of the encoded picture
 */
public record ImageFacts(String sha256, String format, int width, int height, long bytes) {
  public ImageFacts {
    requireNonNull(sha256, "sha256");
    requireNonNull(format, "format");
  }
}

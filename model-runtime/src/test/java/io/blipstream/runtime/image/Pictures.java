package io.blipstream.runtime.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Pictures from the class path, as bytes. */
final class Pictures {
  private Pictures() {}

  static byte[] golden(String name) {
    return resource("/golden/images/" + name);
  }

  /** Small pictures of the kinds that the golden ones leave out, beside what Pillow 13 reads. */
  static byte[] kind(String name) {
    return resource("/kinds/" + name);
  }

  private static byte[] resource(String path) {
    try (InputStream in = Pictures.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

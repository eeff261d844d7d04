package io.blipstream.ops.console.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a picture says of itself at its begin. Nothing else is handed to a browser: a page of
 * somebody else's, served from here, would act in our name.
 */
final class PictureType {
  private static final Map<String, String> BEGINS =
      Map.of(
          "\u0089PNG", "image/png",
          "\u00ff\u00d8\u00ff", "image/jpeg",
          "GIF8", "image/gif",
          "RIFF", "image/webp",
          "BM", "image/bmp");

  private PictureType() {}

  static Optional<String> of(byte[] picture) {
    String begin = new String(picture, 0, Math.min(8, picture.length), StandardCharsets.ISO_8859_1);
    return BEGINS.entrySet().stream()
        .filter(each -> begin.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}

package io.blipstream.runtime.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats that are read, told apart by their first bytes: a file's name proves nothing. */
enum ImageFormat {
  JPEG(0, "\u00ff\u00d8\u00ff"),
  PNG(0, "\u0089PNG\r\n\u001a\n"),
  WEBP(8, "WEBP"),
  GIF(0, "GIF8"),
  BMP(0, "BM");

  private final int offset;
  private final String magic;

  ImageFormat(int offset, String magic) {
    this.offset = offset;
    this.magic = magic;
  }

  /** The format of these bytes, from position 0 on. */
  static Optional<ImageFormat> of(ByteBuffer data) {
    return Arrays.stream(values()).filter(format -> format.matches(data)).findFirst();
  }

  /** The name that results carry, which is ImageIO's too. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean matches(ByteBuffer data) {
    if (data.limit() < offset + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((data.get(offset + i) & 0xff) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

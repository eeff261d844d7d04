package io.blipstream.runtime.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing of a BMP file that must be known before ImageIO sees it. */
final class BmpHeader {
  /** Plain, two run-length codings, bit fields; beyond lie whole JPEG and PNG files inside. */
  private static final int LAST_PLAIN_COMPRESSION = 3;

  private static final int INFO_HEADER_BYTES = 40;

  private BmpHeader() {}

  /** A picture inside the picture would be read past all limits, so it is refused. */
  static void check(ByteBuffer bytes) {
    ByteBuffer data = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int compression = data.getInt(14) < INFO_HEADER_BYTES ? 0 : data.getInt(30);
    if (compression < 0 || compression > LAST_PLAIN_COMPRESSION) {
      throw ImageDecoder.undecodable("a BMP picture of compression " + compression, null);
    }
  }
}

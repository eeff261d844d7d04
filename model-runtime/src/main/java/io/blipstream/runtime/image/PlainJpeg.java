package io.blipstream.runtime.image;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A JPEG file without what ImageIO would make too much of: profiles, thumbnails, comments, Adobe's
 * word on colours. In their place it says JFIF, which settles for every reader that its colours are
 * luma and chroma; then libjpeg converts them in its own vector instructions and no profile is
 * applied. Raw samples, converted in Java, take two thirds longer.
 */
final class PlainJpeg {
  private static final byte[] START_AND_JFIF = {
    (byte) 0xff,
    (byte) 0xd8, // start of image
    (byte) 0xff,
    (byte) 0xe0,
    0,
    16,
    'J',
    'F',
    'I',
    'F',
    0,
    1,
    1,
    0,
    0,
    1,
    0,
    1,
    0,
    0
  };

  private static final int START_OF_SCAN = 0xda;
  private static final int FIRST_APPLICATION = 0xe0;
  private static final int LAST_APPLICATION = 0xef;
  private static final int COMMENT = 0xfe;
  private static final int FIRST_SEGMENT = 0xc0;

  private PlainJpeg() {}

  /**
   * The same picture from 0 to the limit; empty where segments do not follow each other as they
   * should, so that one of those might be overlooked.
   */
  static Optional<ByteBuffer> of(ByteBuffer data) {
    ByteBuffer plain = ByteBuffer.allocate(data.limit() + START_AND_JFIF.length);
    plain.put(START_AND_JFIF);
    int at = 2;
    while (at + 4 <= data.limit()) {
      int marker = data.get(at + 1) & 0xff;
      if ((data.get(at) & 0xff) != 0xff || marker < FIRST_SEGMENT || marker == 0xff) {
        return Optional.empty();
      }
      if (marker == START_OF_SCAN) {
        return Optional.of(plain.put(data.slice(at, data.limit() - at)).flip());
      }
      int length = 2 + (data.getShort(at + 2) & 0xffff);
      if (length < 4 || at + length > data.limit()) {
        return Optional.empty();
      }
      if (!dispensable(marker)) {
        plain.put(data.slice(at, length));
      }
      at += length;
    }
    return Optional.empty();
  }

  private static boolean dispensable(int marker) {
    return (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION) || marker == COMMENT;
  }
}

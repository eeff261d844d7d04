package io.blipstream.runtime.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where PNG and WebP keep their EXIF block. A file of chunks without end costs a step for each of
 * its bytes at most; one that lies about its lengths has no block.
 */
final class ExifChunk {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private static final int PNG_SIGNATURE_BYTES = 8;
  private static final int PNG_EXIF = 0x65584966;
  private static final int PNG_END = 0x49454e44;

  private static final int RIFF_HEADER_BYTES = 12;
  private static final int WEBP_EXTENDED = 0x56503858;
  private static final int WEBP_EXIF = 0x45584946;
  private static final int WEBP_EXIF_FLAG = 0x08;

  private ExifChunk() {}

  /** The block of a picture in this format, from 0 to its limit; empty where there is none. */
  static ByteBuffer of(ImageFormat format, ByteBuffer data) {
    return switch (format) {
      case JPEG -> JpegHeader.of(data).exif();
      case PNG -> png(data);
      case WEBP -> webp(data);
      case GIF, BMP -> NONE;
    };
  }

  /** Length, type, content, check sum; the block may also stand behind the pixels. */
  private static ByteBuffer png(ByteBuffer data) {
    long at = PNG_SIGNATURE_BYTES;
    ByteBuffer found = NONE;
    while (at + 12 <= data.limit()) {
      long length = Integer.toUnsignedLong(data.getInt((int) at));
      int type = data.getInt((int) at + 4);
      if (type == PNG_END || at + 12 + length > data.limit()) {
        break;
      }
      if (type == PNG_EXIF) {
        found = data.slice((int) at + 8, (int) length);
      }
      at += 12 + length;
    }
    return found;
  }

  /** Type, length, content, padded to even; counts only where the extended header announces it. */
  private static ByteBuffer webp(ByteBuffer data) {
    long at = RIFF_HEADER_BYTES;
    if (data.limit() < at + 9
        || data.getInt((int) at) != WEBP_EXTENDED
        || (data.get((int) at + 8) & WEBP_EXIF_FLAG) == 0) {
      return NONE;
    }
    ByteBuffer lengths = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    while (at + 8 <= data.limit()) {
      long length = Integer.toUnsignedLong(lengths.getInt((int) at + 4));
      if (at + 8 + length > data.limit()) {
        break;
      }
      if (data.getInt((int) at) == WEBP_EXIF) {
        return data.slice((int) at + 8, (int) length);
      }
      at += 8 + length + (length & 1);
    }
    return NONE;
  }
}

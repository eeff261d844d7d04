package io.blipstream.runtime.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The orientation out of an EXIF block, and nothing else. Its own, as a metadata library reads all
 * of a hostile block, thumbnails and maker notes included, for the sake of these two bytes.
 *
 * <p>A block that makes no sense says nothing: a picture is not refused for its notes.
 */
final class Exif {
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY_BYTES = 12;

  private Exif() {}

  /** Whether the block begins with the word that JPEG asks for and other formats tolerate. */
  static boolean startsAt(int at, ByteBuffer data) {
    return data.limit() - at >= PREFIX.length
        && data.slice(at, PREFIX.length).equals(ByteBuffer.wrap(PREFIX));
  }

  /** The block is what lies between 0 and the limit; it may be empty. */
  static Orientation orientation(ByteBuffer block) {
    ByteBuffer tiff = block;
    while (startsAt(0, tiff)) {
      tiff = tiff.slice(PREFIX.length, tiff.limit() - PREFIX.length);
    }
    if (tiff.limit() < 8) {
      return Orientation.UPRIGHT;
    }
    int magic = tiff.order(ByteOrder.BIG_ENDIAN).getInt(0);
    if (magic != 0x4d4d002a && magic != 0x49492a00) {
      return Orientation.UPRIGHT;
    }
    tiff.order(magic == 0x49492a00 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return Orientation.of(inDirectory(tiff, Integer.toUnsignedLong(tiff.getInt(4))));
  }

  /** At most 65,535 entries, and none beyond the block. Of several the last one counts. */
  private static int inDirectory(ByteBuffer tiff, long at) {
    if (at + 2 > tiff.limit()) {
      return 0;
    }
    int first = (int) at + 2;
    int entries = Math.min(tiff.getShort((int) at) & 0xffff, (tiff.limit() - first) / ENTRY_BYTES);
    int found = 0;
    for (int i = 0; i < entries; i++) {
      int entry = first + i * ENTRY_BYTES;
      if ((tiff.getShort(entry) & 0xffff) == ORIENTATION && tiff.getInt(entry + 4) == 1) {
        found = value(tiff, entry, found);
      }
    }
    return found;
  }

  private static int value(ByteBuffer tiff, int entry, int otherwise) {
    return switch (tiff.getShort(entry + 2)) {
      case SHORT -> tiff.getShort(entry + 8);
      case LONG -> tiff.getInt(entry + 8);
      default -> otherwise;
    };
  }
}

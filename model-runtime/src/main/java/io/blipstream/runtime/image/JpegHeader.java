package io.blipstream.runtime.image;

import java.nio.ByteBuffer;

/**
 * What a JPEG file says of itself ahead of its pixels, as far as ImageIO keeps it to itself or
 * guesses otherwise than the reference's libjpeg.
 *
 * @param components 1 for grey, 3 for colour, 4 for print
 * @param lumaAndChroma whether the first three components are luma and chroma, by libjpeg's rule
 * @param scans passes over the picture; each costs time as if it held the whole of it
 * @param buffered whether libjpeg keeps all coefficients until the last scan, outside of the heap
 * @param exif the block of that name, empty where there is none
 */
record JpegHeader(
    int components, boolean lumaAndChroma, int scans, boolean buffered, ByteBuffer exif) {
  /** Encoders write about ten; a file of a few bytes a scan would keep a thread busy for hours. */
  private static final int MOST_SCANS = 64;

  private static final int FIRST_FRAME = 0xc0;

  /** The last two bits of the markers of progressive frames. */
  private static final int PROGRESSIVE = 2;

  private static final int LAST_FRAME = 0xcf;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int JPEG_EXTENSION = 0xc8;
  private static final int ARITHMETIC_TABLES = 0xcc;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int JFIF = 0xe0;
  private static final int EXIF = 0xe1;
  private static final int ADOBE = 0xee;

  /** What libjpeg holds of a pixel besides the pixel itself: two bytes a coefficient, at most. */
  int coefficientBytes() {
    return buffered ? 2 * components : 0;
  }

  void check() {
    if (components != 1 && components != 3 && components != 4) {
      throw ImageDecoder.undecodable("a JPEG picture of " + components + " components", null);
    }
    if (scans > MOST_SCANS) {
      throw ImageDecoder.undecodable("a JPEG picture of more than 64 scans", null);
    }
  }

  /** Walks the file's segments; reads past the end end the walk with an exception of the buffer. */
  static JpegHeader of(ByteBuffer data) {
    Walk walk = new Walk();
    int at = 2;
    while (at + 4 <= data.limit()) {
      int marker = data.get(at + 1) & 0xff;
      if ((data.get(at) & 0xff) != 0xff || marker == 0xff || standsAlone(marker)) {
        // Coded pixels, padding, or a marker without a segment.
        at++;
      } else if (marker == END_OF_IMAGE) {
        break;
      } else {
        walk.segment(marker, at + 4, data);
        at += 2 + (data.getShort(at + 2) & 0xffff);
      }
    }
    return new JpegHeader(
        walk.components,
        walk.lumaAndChroma(),
        walk.scans,
        walk.progressive || walk.scans > 1,
        walk.exif);
  }

  private static boolean standsAlone(int marker) {
    return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
  }

  private static final class Walk {
    private int components;
    private boolean progressive;
    private boolean idsSpellRgb;
    private boolean jfif;
    private int adobeTransform = -1;
    private int scans;
    private ByteBuffer exif = ByteBuffer.allocate(0);

    private void segment(int marker, int at, ByteBuffer data) {
      if (marker == START_OF_SCAN) {
        scans++;
      } else if (marker == JFIF && scans == 0 && starts(data, at, "JFIF\0")) {
        jfif = true;
      } else if (marker == ADOBE && scans == 0 && starts(data, at, "Adobe")) {
        adobeTransform = data.get(at + 11) & 0xff;
      } else if (marker == EXIF && scans == 0 && exif.limit() == 0 && Exif.startsAt(at, data)) {
        exif = data.slice(at, Math.min(data.getShort(at - 2) & 0xffff, data.limit() - at + 2) - 2);
      } else if (startsFrame(marker) && components == 0) {
        components = data.get(at + 5) & 0xff;
        progressive = (marker & 3) == PROGRESSIVE;
        idsSpellRgb =
            components == 3
                && data.get(at + 6) == 'R'
                && data.get(at + 9) == 'G'
                && data.get(at + 12) == 'B';
      }
    }

    private boolean lumaAndChroma() {
      return switch (components) {
        case 3 -> jfif || (adobeTransform >= 0 ? adobeTransform != 0 : !idsSpellRgb);
        case 4 -> adobeTransform > 0;
        default -> false;
      };
    }

    private static boolean startsFrame(int marker) {
      return marker >= FIRST_FRAME
          && marker <= LAST_FRAME
          && marker != HUFFMAN_TABLES
          && marker != JPEG_EXTENSION
          && marker != ARITHMETIC_TABLES;
    }

    private static boolean starts(ByteBuffer data, int at, String word) {
      for (int i = 0; i < word.length(); i++) {
        if (data.get(at + i) != word.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }
}

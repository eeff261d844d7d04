package io.blipstream.runtime.image;

/**
 * The eight ways in which a camera may have been held, in EXIF's order: what is done to the stored
 * picture so that it stands upright.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  TURNED_LEFT(true, false, true),
  TRANSVERSED(true, true, true),
  TURNED_RIGHT(true, true, false);

  private static final int CHANNELS = 3;

  private final boolean swapsSides;
  private final boolean fromTheRight;
  private final boolean fromBelow;

  /** The last two say where in the stored picture the upright one's first pixel lies. */
  Orientation(boolean swapsSides, boolean fromTheRight, boolean fromBelow) {
    this.swapsSides = swapsSides;
    this.fromTheRight = fromTheRight;
    this.fromBelow = fromBelow;
  }

  /** EXIF's 1 to 8; whatever else a file may say leaves the picture as it is. */
  static Orientation of(int exif) {
    return switch (exif) {
      case 2 -> MIRRORED;
      case 3 -> UPSIDE_DOWN;
      case 4 -> FLIPPED;
      case 5 -> TRANSPOSED;
      case 6 -> TURNED_LEFT;
      case 7 -> TRANSVERSED;
      case 8 -> TURNED_RIGHT;
      default -> UPRIGHT;
    };
  }

  DecodedImage upright(DecodedImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = swapsSides ? stored.height() : stored.width();
    int height = swapsSides ? stored.width() : stored.height();
    int right = fromTheRight ? -1 : 1;
    int down = fromBelow ? -stored.width() : stored.width();
    int stepX = swapsSides ? down : right;
    int stepY = swapsSides ? right : down;
    int first = fromTheRight ? stored.width() - 1 : 0;
    first += fromBelow ? (stored.height() - 1) * stored.width() : 0;
    byte[] from = stored.rgb();
    byte[] to = new byte[from.length];
    int out = 0;
    for (int y = 0; y < height; y++) {
      int at = CHANNELS * (first + y * stepY);
      for (int x = 0; x < width; x++) {
        to[out++] = from[at];
        to[out++] = from[at + 1];
        to[out++] = from[at + 2];
        at += CHANNELS * stepX;
      }
    }
    return new DecodedImage(width, height, stored.format(), to);
  }
}

package io.blipstream.runtime.image;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Duration;

/**
 * How large a picture may be, all of which is checked before memory for the pixels is taken, and
 * how long its decoding may take.
 *
 * @param maxBytes of the encoded picture
 * @param maxPixels width times height
 * @param maxSide the longer side, in pixels
 * @param decodeTime after which a picture is given up
 */
public record ImageLimits(long maxBytes, long maxPixels, int maxSide, Duration decodeTime) {
  private static final Duration USUAL_TIME = Duration.ofSeconds(20);

  /** 20 MB, 50 megapixels (150 MB once decoded), 16,384 pixels a side. */
  public static final ImageLimits DEFAULT = new ImageLimits(20_000_000, 50_000_000, 16_384);

  /** Three bytes a pixel must fit into one array. */
  private static final long MOST_PIXELS = Integer.MAX_VALUE / 3;

  public ImageLimits {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("max bytes is " + maxBytes + ", must be at least 1");
    }
    if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "max pixels is " + maxPixels + ", must be 1 to " + MOST_PIXELS);
    }
    if (decodeTime.isNegative() || decodeTime.isZero()) {
      throw new IllegalArgumentException("decode time is " + decodeTime + ", must be positive");
    }
    if (maxSide < 1) {
      throw new IllegalArgumentException("max side is " + maxSide + ", must be at least 1");
    }
  }

  /** With time for the largest on a busy machine. */
  public ImageLimits(long maxBytes, long maxPixels, int maxSide) {
    this(maxBytes, maxPixels, maxSide, USUAL_TIME);
  }

  void checkBytes(long bytes) {
    if (bytes > maxBytes) {
      throw tooLarge("the picture has " + bytes + " bytes, " + maxBytes + " are allowed");
    }
  }

  void checkSize(int width, int height) {
    if (Math.max(width, height) > maxSide) {
      throw tooLarge(size(width, height) + ", " + maxSide + " a side are allowed");
    }
    if ((long) width * height > maxPixels) {
      throw tooLarge(size(width, height) + ", " + maxPixels + " in all are allowed");
    }
  }

  private static String size(int width, int height) {
    return "the picture has " + width + " x " + height + " pixels";
  }

  private static FatalException tooLarge(String message) {
    return new FatalException(FaultCode.IMAGE_TOO_LARGE, message);
  }
}

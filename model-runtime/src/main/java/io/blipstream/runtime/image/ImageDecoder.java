package io.blipstream.runtime.image;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.ByteBuffer;

/**
 * Encoded pictures in, plain numbers out, as the reference reads them: colour profiles are ignored,
 * palettes are looked up, grey is replicated, print colours become light, of an animation the first
 * frame counts. What becomes of transparency and EXIF orientation is the {@link ImageProfile}'s.
 * Any thread, without a lock.
 *
 * <p>The bytes are hostile: they are measured before pixels are allocated, and whatever a reader
 * stumbles over becomes one documented fault.
 */
public final class ImageDecoder implements PictureDecoder {
  private final ImageLimits limits;
  private final ImageProfile profile;
  private final ImageReaders readers = new ImageReaders();
  private final DecodeRoom room;

  /** Of the profile {@link ImageProfile#REFERENCE}. */
  public ImageDecoder(ImageLimits limits) {
    this(limits, ImageProfile.REFERENCE);
  }

  public ImageDecoder(ImageLimits limits, ImageProfile profile) {
    this(limits, profile, DecodeRoom.SHARED);
  }

  ImageDecoder(ImageLimits limits, ImageProfile profile, DecodeRoom room) {
    this.room = requireNonNull(room, "room");
    this.limits = requireNonNull(limits, "limits");
    this.profile = requireNonNull(profile, "profile");
  }

  /**
   * Decodes what lies between the buffer's position and limit; the buffer is left as it was.
   *
   * @throws FatalException {@link FaultCode#IMAGE_TOO_LARGE}, {@link FaultCode#IMAGE_UNDECODABLE}
   *     or {@link FaultCode#IMAGE_DECODE_EXPENSIVE}
   * @throws io.blipstream.runtime.fault.RetriableException where too many decoders hang already
   */
  @Override
  public DecodedImage decode(ByteBuffer bytes) {
    ByteBuffer data = bytes.asReadOnlyBuffer().slice();
    limits.checkBytes(data.limit());
    ImageFormat format =
        ImageFormat.of(data)
            .orElseThrow(() -> undecodable("not a JPEG, PNG, WebP, GIF or BMP picture", null));
    DecodeRoom.Place place = room.place();
    try {
      return timed(new Decoding(readers, limits, profile, format, data, place), place);
    } catch (DecodeRoom.CrowdedException e) {
      // Waited for here, since the time of a picture is for its decoding alone.
      place.await();
      return timed(new Decoding(readers, limits, profile, format, data, place), place);
    }
  }

  @Override
  public boolean hangs() {
    return DecodeThreads.SHARED.left() > 0;
  }

  private DecodedImage timed(Decoding decoding, DecodeRoom.Place place) {
    try {
      return DecodeThreads.SHARED.within(limits.decodeTime(), decoding::run, decoding::abort);
    } finally {
      if (!decoding.begun()) {
        place.close(); // nobody else will
      }
    }
  }

  /** Whether the picture is of a format whose decoder is native code besides the JDK's. */
  public static boolean nativelyDecoded(ByteBuffer bytes) {
    return ImageFormat.of(bytes.slice()).filter(ImageFormat.WEBP::equals).isPresent();
  }

  static FatalException undecodable(String message, Throwable cause) {
    return new FatalException(FaultCode.IMAGE_UNDECODABLE, message, cause);
  }
}

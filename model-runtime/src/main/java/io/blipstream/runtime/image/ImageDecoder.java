package io.blipstream.runtime.image;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Encoded pictures in, plain numbers out, as the reference reads them: colour profiles are ignored,
 * palettes are looked up, grey is replicated, print colours become light, of a GIF the first frame
 * counts. What becomes of transparency and EXIF orientation is the {@link ImageProfile}'s. Any
 * thread, without a lock.
 *
 * <p>The bytes are hostile: they are measured before pixels are allocated, and whatever a reader
 * stumbles over becomes one documented fault.
 */
public final class ImageDecoder {
  private final ImageLimits limits;
  private final ImageProfile profile;
  private final ImageReaders readers = new ImageReaders();

  /** Of the profile {@link ImageProfile#REFERENCE}. */
  public ImageDecoder(ImageLimits limits) {
    this(limits, ImageProfile.REFERENCE);
  }

  public ImageDecoder(ImageLimits limits, ImageProfile profile) {
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
  public DecodedImage decode(ByteBuffer bytes) {
    ByteBuffer data = bytes.asReadOnlyBuffer().slice();
    limits.checkBytes(data.limit());
    ImageFormat format =
        ImageFormat.of(data)
            .orElseThrow(() -> undecodable("not a JPEG, PNG, WebP, GIF or BMP picture", null));
    AtomicReference<ImageReader> reader = new AtomicReference<>();
    return DecodeThreads.SHARED.within(
        limits.decodeTime(), () -> decode(format, data, reader), () -> abort(reader.get()));
  }

  /** Most readers look for it at each row; where one does not, its thread is left to itself. */
  private static void abort(ImageReader reader) {
    if (reader != null) {
      reader.abort();
    }
  }

  private DecodedImage decode(
      ImageFormat format, ByteBuffer data, AtomicReference<ImageReader> current) {
    try {
      DecodedImage stored = read(format, data, current);
      return profile == ImageProfile.NATURAL
          ? Exif.orientation(ExifChunk.of(format, data)).upright(stored)
          : stored;
    } catch (BlipstreamException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Readers fail on broken bytes with whatever they run into: an index, a negative size.
      throw undecodable("a broken or unusual " + format.label() + " picture", e);
    }
  }

  private DecodedImage read(
      ImageFormat format, ByteBuffer data, AtomicReference<ImageReader> current)
      throws IOException {
    ImageReader reader = readers.reader(format);
    current.set(reader);
    try (ByteBufferStream in = new ByteBufferStream(data)) {
      reader.setInput(in, false, true);
      return switch (format) {
        case JPEG -> jpeg(reader, data, in);
        case GIF -> gif(reader, GifHeader.of(data));
        case BMP -> {
          BmpHeader.check(data);
          yield plain(format, reader, RgbPixels::of);
        }
        case PNG -> plain(format, reader, image -> PngPixels.of(image, data));
        case WEBP -> webp(reader);
      };
    } finally {
      reader.dispose();
    }
  }

  private DecodedImage plain(
      ImageFormat format, ImageReader reader, Function<BufferedImage, byte[]> pixels)
      throws IOException {
    limits.checkSize(reader.getWidth(0), reader.getHeight(0));
    BufferedImage image = reader.read(0);
    byte[] rgb = pixels.apply(image);
    alpha(image).ifPresent(alpha -> WhiteGround.blend(rgb, alpha));
    return decoded(format, image.getWidth(), image.getHeight(), rgb);
  }

  private DecodedImage webp(ImageReader reader) throws IOException {
    try {
      return plain(ImageFormat.WEBP, reader, RgbPixels::of);
    } catch (OutOfMemoryError e) {
      if (e.getMessage() == null) {
        // The library's own word for broken data; where memory is short, Java says of which kind.
        throw undecodable("a broken WebP picture", e);
      }
      throw e;
    }
  }

  private DecodedImage jpeg(ImageReader reader, ByteBuffer data, ByteBufferStream in)
      throws IOException {
    JpegHeader header = JpegHeader.of(data);
    header.check();
    Optional<ByteBuffer> plain =
        header.components() == 3 && header.lumaAndChroma() ? PlainJpeg.of(data) : Optional.empty();
    if (plain.isPresent()) {
      try (ByteBufferStream plainIn = new ByteBufferStream(plain.get())) {
        reader.setInput(plainIn, false, true);
        return converted(reader, plainIn);
      }
    }
    return raw(reader, header, in);
  }

  private DecodedImage converted(ImageReader reader, ByteBufferStream in) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    limits.checkSize(width, height);
    BufferedImage into = RgbPixels.blank(width, height);
    ImageReadParam settings = reader.getDefaultReadParam();
    settings.setDestination(into);
    reader.read(0, settings);
    requireWhole(in);
    return decoded(ImageFormat.JPEG, width, height, RgbPixels.of(into));
  }

  /** The raw samples are asked for, since ImageIO would apply a colour profile to the picture. */
  private DecodedImage raw(ImageReader reader, JpegHeader header, ByteBufferStream in)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    limits.checkSize(width, height);
    Raster raster = reader.readRaster(0, null);
    requireWhole(in);
    return decoded(ImageFormat.JPEG, width, height, JpegPixels.of(raster, header.lumaAndChroma()));
  }

  /** The reader fills the missing part with grey; the reference refuses the picture, as we do. */
  private static void requireWhole(ByteBufferStream in) {
    if (in.exhausted()) {
      throw undecodable("a JPEG picture that ends early", null);
    }
  }

  private DecodedImage gif(ImageReader reader, GifHeader header) throws IOException {
    limits.checkSize(header.canvasWidth(), header.canvasHeight());
    limits.checkSize(reader.getWidth(0), reader.getHeight(0));
    BufferedImage frame = reader.read(0);
    int ground = frame.getColorModel().getRGB(header.ground());
    byte[] colour = {(byte) (ground >> 16), (byte) (ground >> 8), (byte) ground};
    byte[] rgb = header.onCanvas(RgbPixels.of(frame), frame.getWidth(), colour);
    alpha(frame)
        .map(alpha -> header.onCanvas(alpha, frame.getWidth(), (byte) (ground >> 24)))
        .ifPresent(alpha -> WhiteGround.blend(rgb, alpha));
    return decoded(ImageFormat.GIF, header.canvasWidth(), header.canvasHeight(), rgb);
  }

  /** Nothing where the profile does not ask for it. */
  private Optional<byte[]> alpha(BufferedImage image) {
    return profile == ImageProfile.NATURAL ? AlphaPixels.of(image) : Optional.empty();
  }

  private static DecodedImage decoded(ImageFormat format, int width, int height, byte[] rgb) {
    return new DecodedImage(width, height, format.label(), rgb);
  }

  static FatalException undecodable(String message, Throwable cause) {
    return new FatalException(FaultCode.IMAGE_UNDECODABLE, message, cause);
  }
}

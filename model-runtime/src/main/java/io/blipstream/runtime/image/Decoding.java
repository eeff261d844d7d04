package io.blipstream.runtime.image;

import io.blipstream.runtime.fault.BlipstreamException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** The decoding of one picture. Of one thread; {@link #abort} and {@link #begun} of any. */
final class Decoding {
  /** Red, green and blue, their copy when the picture is turned upright, and transparency. */
  private static final int COPIES = 3 + 3 + 1;

  /** What readers hold of a pixel beside that: palette indices, samples, whole integers. */
  private static final int GIF_BYTES = 2;

  private static final int BMP_BYTES = 4;
  private static final int WEBP_BYTES = 8;

  private final ImageReaders readers;
  private final ImageLimits limits;
  private final ImageProfile profile;
  private final ImageFormat format;
  private final ByteBuffer data;
  private final DecodeRoom.Place place;
  private volatile boolean begun;
  private volatile boolean givenUp;

  /**
   * @param data from 0 to its limit
   * @param place closed by whoever runs this
   */
  Decoding(
      ImageReaders readers,
      ImageLimits limits,
      ImageProfile profile,
      ImageFormat format,
      ByteBuffer data,
      DecodeRoom.Place place) {
    this.readers = readers;
    this.limits = limits;
    this.profile = profile;
    this.format = format;
    this.data = data;
    this.place = place;
  }

  /**
   * Once, on a thread that may be left to itself.
   *
   * @throws DecodeRoom.CrowdedException where it must wait for room; nothing is done then
   */
  DecodedImage run() {
    begun = true;
    try (place) {
      return decode();
    }
  }

  /** Whether a thread has it, which then gives the room back. */
  boolean begun() {
    return begun;
  }

  /**
   * Looked for where a reader tells of its progress, at each row; where one does not, its thread is
   * left to itself. Not by the reader's own abort from here: the one for JPEG refuses another
   * thread than its own.
   */
  void abort() {
    givenUp = true;
  }

  private DecodedImage decode() {
    try {
      DecodedImage stored = read();
      return profile == ImageProfile.NATURAL
          ? Exif.orientation(ExifChunk.of(format, data)).upright(stored)
          : stored;
    } catch (BlipstreamException | DecodeRoom.CrowdedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Readers fail on broken bytes with whatever they run into: an index, a negative size.
      throw ImageDecoder.undecodable("a broken or unusual " + format.label() + " picture", e);
    }
  }

  private DecodedImage read() throws IOException {
    ImageReader reader = readers.reader(format);
    RowListener rows =
        (source, percentage) -> {
          if (givenUp) {
            source.abort();
          }
        };
    reader.addIIOReadProgressListener(rows);
    try (ByteBufferStream in = new ByteBufferStream(data)) {
      reader.setInput(in, false, true);
      return switch (format) {
        case JPEG -> jpeg(reader, in);
        case GIF -> gif(reader, GifHeader.of(data));
        case BMP -> {
          BmpHeader.check(data);
          yield plain(reader, BMP_BYTES, RgbPixels::of);
        }
        case PNG -> plain(reader, PngPixels.bytesAPixel(data), image -> PngPixels.of(image, data));
        case WEBP -> webp(reader);
      };
    } finally {
      reader.dispose();
    }
  }

  /** Refuses what is too large, and takes room for the rest: pixels as read, and as made of. */
  private void admit(int width, int height, int bytesAPixel) {
    limits.checkSize(width, height);
    place.take((long) width * height * (bytesAPixel + COPIES));
  }

  private DecodedImage plain(
      ImageReader reader, int bytesAPixel, Function<BufferedImage, byte[]> pixels)
      throws IOException {
    admit(reader.getWidth(0), reader.getHeight(0), bytesAPixel);
    BufferedImage image = reader.read(0);
    byte[] rgb = pixels.apply(image);
    alpha(image).ifPresent(alpha -> WhiteGround.blend(rgb, alpha));
    return decoded(image.getWidth(), image.getHeight(), rgb);
  }

  private DecodedImage webp(ImageReader reader) throws IOException {
    try {
      Optional<AnimatedWebp> animated = AnimatedWebp.of(data);
      return animated.isPresent()
          ? firstFrame(reader, animated.get())
          : plain(reader, WEBP_BYTES, RgbPixels::of);
    } catch (OutOfMemoryError e) {
      if (e.getMessage() == null) {
        // The library's own word for broken data; where memory is short, Java says of which kind.
        throw ImageDecoder.undecodable("a broken WebP picture", e);
      }
      throw e;
    }
  }

  /** On a clear canvas, as the reference has it: its colour in the file is only a hint. */
  private DecodedImage firstFrame(ImageReader reader, AnimatedWebp animated) throws IOException {
    admit(animated.canvas().width(), animated.canvas().height(), WEBP_BYTES);
    try (ByteBufferStream still = new ByteBufferStream(animated.still())) {
      reader.setInput(still, false, true);
      if (!animated.canvas().holds(reader.getWidth(0), reader.getHeight(0))) {
        throw ImageDecoder.undecodable("a WebP picture whose frame leaves its canvas", null);
      }
      return onCanvas(reader.read(0), animated.canvas(), 0);
    }
  }

  private DecodedImage jpeg(ImageReader reader, ByteBufferStream in) throws IOException {
    JpegHeader header = JpegHeader.of(data);
    header.check();
    Optional<ByteBuffer> plain =
        header.components() == 3 && header.lumaAndChroma() ? PlainJpeg.of(data) : Optional.empty();
    if (plain.isPresent()) {
      try (ByteBufferStream plainIn = new ByteBufferStream(plain.get())) {
        reader.setInput(plainIn, false, true);
        return converted(reader, header, plainIn);
      }
    }
    return raw(reader, header, in);
  }

  private DecodedImage converted(ImageReader reader, JpegHeader header, ByteBufferStream in)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    admit(width, height, header.coefficientBytes());
    BufferedImage into = RgbPixels.blank(width, height);
    ImageReadParam settings = reader.getDefaultReadParam();
    settings.setDestination(into);
    reader.read(0, settings);
    requireWhole(in);
    return decoded(width, height, RgbPixels.of(into));
  }

  /** The raw samples are asked for, since ImageIO would apply a colour profile to the picture. */
  private DecodedImage raw(ImageReader reader, JpegHeader header, ByteBufferStream in)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    admit(width, height, header.components() + header.coefficientBytes());
    Raster raster = reader.readRaster(0, null);
    requireWhole(in);
    return decoded(width, height, JpegPixels.of(raster, header.lumaAndChroma()));
  }

  /** The reader fills the missing part with grey; the reference refuses the picture, as we do. */
  private static void requireWhole(ByteBufferStream in) {
    if (in.exhausted()) {
      throw ImageDecoder.undecodable("a JPEG picture that ends early", null);
    }
  }

  private DecodedImage gif(ImageReader reader, GifHeader header) throws IOException {
    limits.checkSize(reader.getWidth(0), reader.getHeight(0));
    admit(header.canvas().width(), header.canvas().height(), GIF_BYTES);
    BufferedImage frame = reader.read(0);
    return onCanvas(frame, header.canvas(), frame.getColorModel().getRGB(header.ground()));
  }

  /**
   * @param ground alpha, red, green and blue of what the frame leaves uncovered
   */
  private DecodedImage onCanvas(BufferedImage frame, Canvas canvas, int ground) {
    byte[] colour = {(byte) (ground >> 16), (byte) (ground >> 8), (byte) ground};
    byte[] rgb = canvas.of(RgbPixels.of(frame), frame.getWidth(), colour);
    alpha(frame)
        .map(alpha -> canvas.of(alpha, frame.getWidth(), (byte) (ground >> 24)))
        .ifPresent(alpha -> WhiteGround.blend(rgb, alpha));
    return decoded(canvas.width(), canvas.height(), rgb);
  }

  /** Nothing where the profile does not ask for it. */
  private Optional<byte[]> alpha(BufferedImage image) {
    return profile == ImageProfile.NATURAL ? AlphaPixels.of(image) : Optional.empty();
  }

  private DecodedImage decoded(int width, int height, byte[] rgb) {
    return new DecodedImage(width, height, format.label(), rgb);
  }
}

package io.blipstream.runtime.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first frame of an animated WebP as a still picture of its own, and where it lies: the binding
 * knows no animations, while what a frame holds is what a still file holds. What comes behind the
 * first frame is not looked at, so an animation of any length costs one frame.
 *
 * @param canvas around the frame
 * @param still the frame, from 0 to its limit
 */
record AnimatedWebp(Canvas canvas, ByteBuffer still) {
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int EXTENDED = tag("VP8X");
  private static final int EXTENDED_BYTES = 10;
  private static final int FRAME = tag("ANMF");
  private static final int FRAME_HEADER = 16;
  private static final int ALPHA = tag("ALPH");
  private static final int LOSSY = tag("VP8 ");
  private static final int LOSSLESS = tag("VP8L");
  private static final byte ANIMATED_FLAG = 0x02;
  private static final byte ALPHA_FLAG = 0x10;

  /**
   * Empty for a still picture.
   *
   * @throws IndexOutOfBoundsException where chunks end early
   */
  static Optional<AnimatedWebp> of(ByteBuffer bytes) {
    ByteBuffer data = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int header = RIFF_HEADER + CHUNK_HEADER;
    if (data.limit() < header + EXTENDED_BYTES
        || data.getInt(RIFF_HEADER) != EXTENDED
        || (data.get(header) & ANIMATED_FLAG) == 0) {
      return Optional.empty();
    }
    int frame = find(data, RIFF_HEADER, data.limit(), FRAME);
    int width = three(data, frame + 6) + 1;
    int height = three(data, frame + 9) + 1;
    Canvas canvas =
        new Canvas(
            three(data, header + 4) + 1,
            three(data, header + 7) + 1,
            2 * three(data, frame),
            2 * three(data, frame + 3));
    if (!canvas.holds(width, height)) {
      throw ImageDecoder.undecodable("a WebP picture whose frame leaves its canvas", null);
    }
    int end = frame + data.getInt(frame - 4);
    return Optional.of(new AnimatedWebp(canvas, still(data, frame + FRAME_HEADER, end)));
  }

  private static ByteBuffer still(ByteBuffer data, int from, int end) {
    int first = data.getInt(from);
    if (first == LOSSY || first == LOSSLESS) {
      return file(chunk(data, from + CHUNK_HEADER));
    }
    ByteBuffer alpha = chunk(data, find(data, from, end, ALPHA));
    ByteBuffer lossy = chunk(data, find(data, from, end, LOSSY));
    // The frame's own size, which its header has just before, as the extended header wants it.
    ByteBuffer extended = ByteBuffer.allocate(CHUNK_HEADER + EXTENDED_BYTES);
    extended.order(ByteOrder.LITTLE_ENDIAN).putInt(EXTENDED).putInt(EXTENDED_BYTES);
    extended.putInt(ALPHA_FLAG).put(data.slice(from - FRAME_HEADER + 6, 6)).flip();
    return file(extended, alpha, lossy);
  }

  private static ByteBuffer file(ByteBuffer... chunks) {
    int length = 4;
    for (ByteBuffer chunk : chunks) {
      length += chunk.remaining();
    }
    ByteBuffer file = ByteBuffer.allocate(CHUNK_HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(tag("RIFF")).putInt(length).putInt(tag("WEBP"));
    for (ByteBuffer chunk : chunks) {
      file.put(chunk);
    }
    return file.flip();
  }

  /** Content of the first chunk of the type; each step goes forward, so it ends. */
  private static int find(ByteBuffer data, int from, int end, int type) {
    long at = from;
    while (at + CHUNK_HEADER <= end) {
      if (data.getInt((int) at) == type) {
        return (int) at + CHUNK_HEADER;
      }
      at += CHUNK_HEADER + padded(Integer.toUnsignedLong(data.getInt((int) at + 4)));
    }
    throw ImageDecoder.undecodable("an animated WebP picture without a whole frame", null);
  }

  /** With its header and, where the file has it, its padding. */
  private static ByteBuffer chunk(ByteBuffer data, int content) {
    long length = padded(Integer.toUnsignedLong(data.getInt(content - 4)));
    if (content + length > data.limit()) {
      throw ImageDecoder.undecodable("a WebP picture that ends early", null);
    }
    return data.slice(content - CHUNK_HEADER, CHUNK_HEADER + (int) length);
  }

  private static long padded(long length) {
    return length + (length & 1);
  }

  private static int three(ByteBuffer data, int at) {
    return (data.getShort(at) & 0xffff) | (data.get(at + 2) & 0xff) << 16;
  }

  private static int tag(String name) {
    return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt();
  }
}

package io.blipstream.ops.bench.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Bytes put together and taken apart, as files of pictures are. */
final class Bytes {
  private Bytes() {}

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] from(byte[] bytes, int begin) {
    return Arrays.copyOfRange(bytes, begin, bytes.length);
  }

  static byte[] any(int length, Random random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The same with something put in between. */
  static byte[] inserted(byte[] bytes, int at, byte[] what) {
    return join(Arrays.copyOf(bytes, at), what, from(bytes, at));
  }

  static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] big(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  /** Where the blocks of a GIF file begin: behind the palette. */
  static int gifBlocks(byte[] gif) {
    return 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
  }

  /** Length, type, content, check sum. */
  static byte[] pngChunk(String type, byte[] content) {
    byte[] summed = join(text(type), content);
    CRC32 sum = new CRC32();
    sum.update(summed);
    return join(big(content.length), summed, big((int) sum.getValue()));
  }

  static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(plain);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}

package io.blipstream.ops.bench.pictures;

import static io.blipstream.ops.bench.pictures.Bytes.big;
import static io.blipstream.ops.bench.pictures.Bytes.join;
import static io.blipstream.ops.bench.pictures.Bytes.pngChunk;
import static io.blipstream.ops.bench.pictures.Bytes.text;

import io.blipstream.ops.bench.pictures.Form.Note;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;

/** Few bytes that ask for much: time, memory or patience. */
final class Bombs {
  private static final byte[] NOTHING = new byte[4 << 20];

  private Bombs() {}

  /** One colour, a thousandth of a byte a pixel; of any number of pixels. */
  static byte[] png(int width, int height, int bits, int colourType) {
    int samples = new int[] {1, 0, 3, 1, 2, 0, 4}[colourType];
    int row = 1 + (width * bits * samples + 7) / 8;
    byte[] kind = {(byte) bits, (byte) colourType, 0, 0, 0};
    return join(
        Form.PNG.magic(),
        pngChunk("IHDR", join(big(width), big(height), kind)),
        pngChunk("IDAT", zeros((long) row * height)),
        pngChunk("IEND", new byte[0]));
  }

  /** A note that swells to megabytes. */
  static byte[] note(SoundPicture sound, Random random) {
    Note note = random.nextBoolean() ? Note.PROFILE : Note.COMMENT;
    return sound.form().noted(sound.bytes(), note, NOTHING);
  }

  /** Each scan costs as much as the whole picture. */
  static byte[] scans(byte[] jpeg, int count) {
    byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0};
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < count; i++) {
      bomb.writeBytes(scan);
    }
    return bomb.toByteArray();
  }

  /** The same frame again and again. */
  static byte[] frames(byte[] gif, int count) {
    int blocks = Bytes.gifBlocks(gif);
    byte[] frame = Arrays.copyOfRange(gif, blocks, gif.length - 1);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(gif, 0, blocks);
    for (int i = 0; i < count; i++) {
      bomb.writeBytes(frame);
    }
    bomb.write(0x3b);
    return bomb.toByteArray();
  }

  /** Frames of an animation in a container of their own, which claims any canvas. */
  static byte[] frames(byte[] webp, int count, int canvas) {
    byte[] still = Bytes.from(webp, 12);
    byte[] place = new byte[16];
    int side = Bytes.little(webp).getShort(26) & 0x3fff; // of a lossy picture; of others, any
    Bytes.little(place).putInt(6, side - 1).putInt(9, side - 1);
    byte[] header = new byte[10];
    header[0] = 2; // animated
    Bytes.little(header).putInt(4, (canvas - 1) | (canvas - 1) << 24);
    Bytes.little(header).putShort(8, (short) ((canvas - 1) >> 8));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(text("RIFF\0\0\0\0WEBP"));
    all.writeBytes(riff("VP8X", header));
    all.writeBytes(riff("ANIM", new byte[6]));
    for (int i = 0; i < count; i++) {
      all.writeBytes(riff("ANMF", join(place, still)));
    }
    byte[] bytes = all.toByteArray();
    Bytes.little(bytes).putInt(4, bytes.length - 8);
    return bytes;
  }

  /** Chunks without content, to be stepped over one by one. */
  static byte[] chunks(SoundPicture sound, int count) {
    return switch (sound.form()) {
      case PNG -> Bytes.inserted(sound.bytes(), 33, repeated(pngChunk("teSt", new byte[0]), count));
      case JPEG -> {
        byte[] comment = {(byte) 0xff, (byte) 0xfe, 0, 2};
        yield Bytes.inserted(sound.bytes(), 2, repeated(comment, count));
      }
      case GIF -> {
        byte[] comment = {0x21, (byte) 0xfe, 0};
        yield Bytes.inserted(
            sound.bytes(), Bytes.gifBlocks(sound.bytes()), repeated(comment, count));
      }
      case WEBP, BMP -> join(sound.bytes(), repeated(riff("test", new byte[0]), count));
    };
  }

  private static byte[] riff(String type, byte[] content) {
    byte[] chunk = join(text(type), new byte[4], content, new byte[content.length % 2]);
    Bytes.little(chunk).putInt(4, content.length);
    return chunk;
  }

  private static byte[] repeated(byte[] what, int count) {
    byte[] all = new byte[what.length * count];
    for (int i = 0; i < all.length; i++) {
      all[i] = what[i % what.length];
    }
    return all;
  }

  /** Compressed piece by piece, so that the bomb does not go off here. */
  private static byte[] zeros(long count) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (long left = count; left > 0; left -= NOTHING.length) {
      deflater.setInput(NOTHING, 0, (int) Math.min(left, NOTHING.length));
      while (!deflater.needsInput()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}

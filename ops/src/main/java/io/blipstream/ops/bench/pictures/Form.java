package io.blipstream.ops.bench.pictures;

import static io.blipstream.ops.bench.pictures.Bytes.inserted;
import static io.blipstream.ops.bench.pictures.Bytes.join;
import static io.blipstream.ops.bench.pictures.Bytes.little;
import static io.blipstream.ops.bench.pictures.Bytes.pngChunk;
import static io.blipstream.ops.bench.pictures.Bytes.text;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The formats that are read: where in a sound file things stand, so that they can be spoilt. */
enum Form {
  JPEG("\u00ff\u00d8\u00ff\u00e0") {
    @Override
    byte[] lying(byte[] sound, int width, int height) {
      byte[] lying = sound.clone();
      int frame = frame(sound);
      ByteBuffer.wrap(lying).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
      return lying;
    }

    @Override
    byte[] noted(byte[] sound, Note note, byte[] content) {
      byte[] body =
          switch (note) {
            case EXIF -> join(text("Exif\0\0"), content);
            case PROFILE -> join(text("ICC_PROFILE\0\1\1"), content);
            case COMMENT -> content;
          };
      byte[] kept = Arrays.copyOf(body, Math.min(body.length, 0xffff - 2));
      int marker = note == Note.EXIF ? 0xe1 : note == Note.PROFILE ? 0xe2 : 0xfe;
      ByteBuffer head = ByteBuffer.allocate(4).put((byte) 0xff).put((byte) marker);
      return inserted(sound, 2, join(head.putShort((short) (kept.length + 2)).array(), kept));
    }

    private int frame(byte[] jpeg) {
      for (int i = 2; i + 9 < jpeg.length; i++) {
        int marker = jpeg[i + 1] & 0xff;
        if ((jpeg[i] & 0xff) == 0xff && marker >= 0xc0 && marker <= 0xc2) {
          return i;
        }
      }
      throw new IllegalArgumentException("a JPEG picture without a frame");
    }
  },
  PNG("\u0089PNG\r\n\u001a\n") {
    @Override
    byte[] lying(byte[] sound, int width, int height) {
      byte[] header = Arrays.copyOfRange(sound, 16, 29);
      ByteBuffer.wrap(header).putInt(0, width).putInt(4, height);
      return join(Arrays.copyOf(sound, 8), pngChunk("IHDR", header), Bytes.from(sound, 33));
    }

    @Override
    byte[] noted(byte[] sound, Note note, byte[] content) {
      byte[] chunk =
          switch (note) {
            case EXIF -> pngChunk("eXIf", content);
            case PROFILE -> pngChunk("iCCP", join(text("profile\0\0"), Bytes.deflated(content)));
            case COMMENT -> pngChunk("zTXt", join(text("Comment\0\0"), Bytes.deflated(content)));
          };
      return inserted(sound, 33, chunk);
    }
  },
  GIF("GIF89a") {
    @Override
    byte[] lying(byte[] sound, int width, int height) {
      byte[] lying = sound.clone();
      little(lying).putShort(6, (short) width).putShort(8, (short) height);
      return lying;
    }

    @Override
    byte[] noted(byte[] sound, Note note, byte[] content) {
      byte[] kept = Arrays.copyOf(content, Math.min(255, content.length));
      byte[] head = {0x21, (byte) 0xfe, (byte) kept.length};
      return inserted(sound, Bytes.gifBlocks(sound), join(head, kept, new byte[1]));
    }
  },
  BMP("BM") {
    @Override
    byte[] lying(byte[] sound, int width, int height) {
      byte[] lying = sound.clone();
      little(lying).putInt(18, width).putInt(22, height);
      return lying;
    }

    @Override
    byte[] noted(byte[] sound, Note note, byte[] content) {
      return join(sound, content); // it has no place for notes
    }
  },
  WEBP("RIFF....WEBP") {
    @Override
    byte[] lying(byte[] sound, int width, int height) {
      byte[] lying = sound.clone();
      ByteBuffer data = little(lying);
      switch (sound[15]) {
        case 'X' -> {
          data.putInt(24, ((width - 1) & 0xffffff) | ((height - 1) << 24));
          data.putShort(28, (short) ((height - 1) >> 8));
        }
        case 'L' -> data.putInt(21, ((width - 1) & 0x3fff) | (((height - 1) & 0x3fff) << 14));
        default -> data.putShort(26, (short) width).putShort(28, (short) height);
      }
      return lying;
    }

    @Override
    byte[] noted(byte[] sound, Note note, byte[] content) {
      String type = note == Note.EXIF ? "EXIF" : note == Note.PROFILE ? "ICCP" : "XMP ";
      byte[] all = join(sound, text(type), new byte[4], content, new byte[content.length % 2]);
      little(all).putInt(sound.length + 4, content.length).putInt(4, all.length - 8);
      return all;
    }
  };

  /** What a file may carry beside its pixels. */
  enum Note {
    EXIF,
    PROFILE,
    COMMENT
  }

  private final String magic;

  Form(String magic) {
    this.magic = magic;
  }

  /** What its files begin with, near enough to be taken for one. */
  byte[] magic() {
    return text(magic);
  }

  /** The same file, which claims other sides. */
  abstract byte[] lying(byte[] sound, int width, int height);

  /** The same file with a note, whatever stands in it. */
  abstract byte[] noted(byte[] sound, Note note, byte[] content);
}

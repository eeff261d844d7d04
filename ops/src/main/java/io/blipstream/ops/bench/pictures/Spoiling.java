package io.blipstream.ops.bench.pictures;

import io.blipstream.ops.bench.pictures.Form.Note;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The ways in which pictures are spoilt. A file's name or type plays no part: bytes are judged. */
enum Spoiling {
  /** Not at all: it must be read, and right, whatever is read beside it. */
  NONE {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      return sound.bytes();
    }
  },
  SOME_BYTES {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      return changed(sound.bytes(), sound.bytes().length, random);
    }
  },
  HEADER_BYTES {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      return changed(sound.bytes(), 64, random);
    }
  },
  BITS {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      byte[] bytes = sound.bytes().clone();
      for (int i = random.nextInt(200); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return bytes;
    }
  },
  CUT_SHORT {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      return Arrays.copyOf(sound.bytes(), random.nextInt(sound.bytes().length));
    }
  },
  LONGER {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      return Bytes.join(sound.bytes(), Bytes.any(1 + random.nextInt(4096), random));
    }
  },
  /** The begin of one picture, the end of another. */
  SPLICED {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      byte[] other = others.get(random.nextInt(others.size())).bytes();
      byte[] begin = Arrays.copyOf(sound.bytes(), random.nextInt(sound.bytes().length));
      return Bytes.join(begin, Bytes.from(other, random.nextInt(other.length)));
    }
  },
  /** A piece is said twice, or left out. */
  STUTTERING {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      byte[] bytes = sound.bytes();
      int begin = random.nextInt(bytes.length);
      int goOn = random.nextInt(bytes.length);
      return Bytes.join(Arrays.copyOf(bytes, begin), Bytes.from(bytes, goOn));
    }
  },
  LYING_SIDES {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      return sound.form().lying(sound.bytes(), side(random), side(random));
    }

    private int side(Random random) {
      return switch (random.nextInt(4)) {
        case 0 -> random.nextInt(8);
        case 1 -> 1 + random.nextInt(2_000);
        case 2 -> 0x7fff + random.nextInt(0x8000);
        default -> random.nextInt();
      };
    }
  },
  /** Wherever a length may stand, there stands an extreme one. */
  LYING_LENGTH {
    private static final int[] EXTREMES = {0, 1, -1, 0x7fffffff, 0x80000000, 0xffff, 0x7fff};

    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      byte[] bytes = sound.bytes().clone();
      byte[] lie = Bytes.big(EXTREMES[random.nextInt(EXTREMES.length)]);
      int length = random.nextBoolean() ? 4 : 2;
      int at = random.nextInt(Math.min(bytes.length - 4, random.nextBoolean() ? 100 : 10_000));
      System.arraycopy(lie, 4 - length, bytes, at, length);
      return bytes;
    }
  },
  /** It says that it is of another format. */
  OTHER_MAGIC {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      Form[] forms = Form.values();
      byte[] magic = forms[random.nextInt(forms.length)].magic();
      byte[] bytes = sound.bytes().clone();
      System.arraycopy(magic, 0, bytes, 0, magic.length);
      return bytes;
    }
  },
  /** Two files in one: a page, an archive or a picture behind the picture, or within its notes. */
  POLYGLOT {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      byte[] guest =
          switch (random.nextInt(3)) {
            case 0 -> Bytes.text("<html><script>alert(1)</script></html>");
            case 1 -> Bytes.text("PK\3\4\24\0\0\0\10\0a.class");
            default -> others.get(random.nextInt(others.size())).bytes();
          };
      return switch (random.nextInt(3)) {
        case 0 -> Bytes.join(sound.bytes(), guest);
        case 1 -> Bytes.join(guest, sound.bytes());
        default -> sound.form().noted(sound.bytes(), Note.COMMENT, guest);
      };
    }
  },
  BROKEN_PROFILE {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      byte[] profile = Bytes.any(random.nextInt(3_000), random);
      return sound.form().noted(sound.bytes(), Note.PROFILE, profile);
    }
  },
  BROKEN_EXIF {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      byte[] exif = changed(SoundPictures.rotated(), 26, random);
      byte[] longer = Bytes.join(exif, Bytes.any(random.nextInt(500), random));
      return sound.form().noted(sound.bytes(), Note.EXIF, longer);
    }
  },
  NOTE_BOMB {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      return Bombs.note(sound, random);
    }
  },
  CHUNKS_WITHOUT_END {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      return Bombs.chunks(sound, 1 + random.nextInt(20_000));
    }
  },
  /** Frames of animations and scans of JPEG pictures; of others some bytes. */
  PARTS_WITHOUT_END {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      return switch (sound.form()) {
        case JPEG -> Bombs.scans(sound.bytes(), 1 + random.nextInt(200));
        case GIF -> Bombs.frames(sound.bytes(), 1 + random.nextInt(200));
        case WEBP -> Bombs.frames(sound.bytes(), random.nextInt(200), 1 + random.nextInt(20_000));
        case PNG, BMP -> changed(sound.bytes(), sound.bytes().length, random);
      };
    }
  },
  ANY_BYTES {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      byte[] any = Bytes.any(random.nextInt(3_000), random);
      return random.nextInt(4) == 0 ? any : Bytes.join(sound.form().magic(), any);
    }
  },
  /** A bomb of pixels; rare, since each is a second's work, as it is meant to be. */
  PIXEL_BOMB {
    @Override
    byte[] of(SoundPicture sound, List<SoundPicture> others, Random random) {
      int side = random.nextBoolean() ? 2_000 + random.nextInt(4_000) : 8_000;
      int[] kind = BOMBS[random.nextInt(BOMBS.length)];
      return Bombs.png(side, side, kind[0], kind[1]);
    }
  };

  /** Bits a sample, and PNG's word for the colours. */
  private static final int[][] BOMBS = {{1, 0}, {8, 2}, {16, 2}, {16, 6}, {8, 3}};

  private static final int PIXEL_BOMB_OF = 2_000;

  abstract byte[] of(SoundPicture sound, List<SoundPicture> others, Random random);

  /** One of them all. */
  static Spoiling any(Random random) {
    if (random.nextInt(PIXEL_BOMB_OF) == 0) {
      return PIXEL_BOMB;
    }
    return values()[random.nextInt(values().length - 1)];
  }

  private static byte[] changed(byte[] sound, int reach, Random random) {
    byte[] bytes = sound.clone();
    for (int i = random.nextInt(8); i >= 0; i--) {
      bytes[random.nextInt(Math.min(reach, bytes.length))] = (byte) random.nextInt();
    }
    return bytes;
  }
}

package io.blipstream.ops.bench.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.blipstream.ops.bench.pictures.Form.Note;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of hostile picture by itself. */
class HostilePicturesTest {
  private static final List<SoundPicture> SOUND = SoundPictures.of(new Random(3));

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT, ImageProfile.NATURAL);

  static List<SoundPicture> sound() {
    return SOUND;
  }

  @ParameterizedTest
  @MethodSource("sound")
  void soundPicture_isRead(SoundPicture picture) {
    assertThat(decoded(picture.bytes()).format()).isEqualToIgnoringCase(picture.form().name());
  }

  @ParameterizedTest
  @MethodSource("sound")
  void polyglot_isThePictureThatItBeginsAs(SoundPicture picture) {
    byte[] page = Bytes.text("<html><script>alert(1)</script></html>PK\3\4");
    byte[] both = Bytes.join(picture.bytes(), page);
    assertThat(decoded(both).rgb()).isEqualTo(decoded(picture.bytes()).rgb());
    assertRefused(Bytes.join(page, picture.bytes()), FaultCode.IMAGE_UNDECODABLE);
  }

  @ParameterizedTest
  @MethodSource("sound")
  void pictureUnderTheNameOfAnother_isReadForWhatItIs_andClaimedToBeAnother_refused(
      SoundPicture picture) {
    byte[] other =
        Bytes.join((picture.form() == Form.PNG ? Form.JPEG : Form.PNG).magic(), picture.bytes());
    assertRefused(other, FaultCode.IMAGE_UNDECODABLE);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "GIF", "BMP"})
  void brokenProfileAndExif_areIgnored(Form form) {
    SoundPicture picture = of(form);
    byte[] expected = decoded(picture.bytes()).rgb();
    for (Note note : List.of(Note.PROFILE, Note.EXIF)) {
      byte[] broken = form.noted(picture.bytes(), note, Bytes.any(500, new Random(1)));
      assertThat(decoded(broken).rgb()).as(note.name()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void noteThatSwells_isNotBlownUp(Form form) {
    Random random = new Random(1);
    for (int i = 0; i < 4; i++) {
      byte[] bomb = Bombs.note(of(form), random);
      long taken = allocating(() -> tried(bomb));
      assertThat(taken).as("bytes taken").isLessThan(40L << 20);
    }
  }

  @Test
  void animation_isItsFirstFrame_howeverManyFollow() {
    byte[] still = of(Form.GIF).bytes();
    assertThat(decoded(Bombs.frames(still, 2_000)).rgb()).isEqualTo(decoded(still).rgb());
    byte[] webp = of(Form.WEBP).bytes();
    DecodedImage alone = decoded(webp);
    // on a square canvas: below the frame there is nothing
    assertThat(decoded(Bombs.frames(webp, 2_000, alone.width())).rgb()).startsWith(alone.rgb());
  }

  @Test
  void animatedWebp_isRefused_whereItsFrameLiesOrIsMissing_orItsCanvasIsHuge() {
    byte[] webp = of(Form.WEBP).bytes();
    int side = decoded(webp).width();
    assertRefused(Bombs.frames(webp, 1, side - 1), FaultCode.IMAGE_UNDECODABLE);
    assertRefused(Bombs.frames(webp, 0, side), FaultCode.IMAGE_UNDECODABLE);
    byte[] whole = Bombs.frames(webp, 1, side);
    assertRefused(Arrays.copyOf(whole, whole.length / 2), FaultCode.IMAGE_UNDECODABLE);
    long taken =
        allocating(() -> assertRefused(Bombs.frames(webp, 1, 1 << 24), FaultCode.IMAGE_TOO_LARGE));
    assertThat(taken).as("bytes taken").isLessThan(4L << 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 16})
  void bombOfPixels_isRefusedBeforeMemoryIsTaken(int bits) {
    byte[] bomb = Bombs.png(16_000, 16_000, bits, bits == 1 ? 0 : 2);
    long taken = allocating(() -> assertRefused(bomb, FaultCode.IMAGE_TOO_LARGE));
    assertThat(taken).as("bytes taken").isLessThan(4L << 20);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void lyingSides_areRefusedBeforeMemoryIsTaken(Form form) {
    byte[] sound = of(form).bytes();
    // BMP's reader compares the sides with the file's length by itself.
    FaultCode code = form == Form.BMP ? FaultCode.IMAGE_UNDECODABLE : FaultCode.IMAGE_TOO_LARGE;
    long taken = allocating(() -> assertRefused(form.lying(sound, 8_000, 8_000), code));
    assertThat(taken).as("bytes taken").isLessThan(4L << 20);
  }

  @Test
  void scansWithoutEnd_areRefusedUnread() {
    assertRefused(Bombs.scans(of(Form.JPEG).bytes(), 5_000), FaultCode.IMAGE_UNDECODABLE);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void chunksWithoutEnd_endWithAPictureOrARefusal(Form form) {
    tried(Bombs.chunks(of(form), 200_000));
  }

  @ParameterizedTest
  @MethodSource("sound")
  void pictureCutShort_isReadOrRefused_atEveryLength(SoundPicture picture) {
    for (int length = 0; length < picture.bytes().length; length += 97) {
      tried(Arrays.copyOf(picture.bytes(), length));
    }
  }

  private static SoundPicture of(Form form) {
    return SOUND.stream().filter(picture -> picture.form() == form).findFirst().orElseThrow();
  }

  private DecodedImage decoded(byte[] bytes) {
    return decoder.decode(ByteBuffer.wrap(bytes));
  }

  /** Whatever comes of it, but for a fault that no picture should have. */
  private void tried(byte[] bytes) {
    try {
      decoded(bytes);
    } catch (FatalException e) {
      assertThat(e.code()).isIn(FaultCode.IMAGE_UNDECODABLE, FaultCode.IMAGE_TOO_LARGE);
    }
  }

  private void assertRefused(byte[] bytes, FaultCode code) {
    assertThatThrownBy(() -> decoded(bytes))
        .isInstanceOfSatisfying(FatalException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /** Bytes of heap that all threads together took meanwhile, those that ended before left out. */
  private static long allocating(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = allocated(threads);
    work.run();
    return allocated(threads) - before;
  }

  private static long allocated(ThreadMXBean threads) {
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }
}

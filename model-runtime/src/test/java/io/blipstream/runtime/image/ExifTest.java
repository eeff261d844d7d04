package io.blipstream.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifTest {
  private static final int SHORT = 3;

  @ParameterizedTest
  @CsvSource({
    "1,UPRIGHT",
    "2,MIRRORED",
    "3,UPSIDE_DOWN",
    "4,FLIPPED",
    "5,TRANSPOSED",
    "6,TURNED_LEFT",
    "7,TRANSVERSED",
    "8,TURNED_RIGHT"
  })
  void theEightValuesAreRead(int value, Orientation orientation) {
    assertThat(Exif.orientation(block(1, SHORT, 1, value))).isEqualTo(orientation);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, -1, 0x7fff})
  void otherValues_leaveThePictureAsItIs(int value) {
    assertThat(Exif.orientation(block(1, SHORT, 1, value))).isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void valuesOfOtherTypesAndCounts_sayNothing() {
    assertThat(Exif.orientation(block(1, 7, 1, 6))).isEqualTo(Orientation.UPRIGHT);
    assertThat(Exif.orientation(block(1, SHORT, 2, 6))).isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void moreEntriesThanThereAre_areNotReadBeyondTheBlock() {
    assertThat(Exif.orientation(block(65_535, SHORT, 1, 6))).isEqualTo(Orientation.TURNED_LEFT);
  }

  @Test
  void shortenedBlock_saysNothing() {
    ByteBuffer whole = block(1, SHORT, 1, 6);
    for (int length = 0; length < whole.limit(); length++) {
      assertThat(Exif.orientation(whole.slice(0, length))).isEqualTo(Orientation.UPRIGHT);
    }
  }

  @Test
  void directoryFarBeyondTheBlock_saysNothing() {
    for (int offset : new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 22}) {
      ByteBuffer block = block(1, SHORT, 1, 6);
      block.putInt(4, offset);
      assertThat(Exif.orientation(block)).isEqualTo(Orientation.UPRIGHT);
    }
  }

  @Property
  void damagedBlock_neverThrows(
      @ForAll @Size(min = 1, max = 6) byte[] damage,
      @ForAll @IntRange(max = 16) int at,
      @ForAll boolean prefixed) {
    ByteBuffer block = block(1, SHORT, 1, 6);
    block.put(at, damage);
    ByteBuffer given = block;
    if (prefixed) {
      given =
          ByteBuffer.allocate(6 + block.limit())
              .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
              .put(block)
              .flip();
    }
    assertThat(Exif.orientation(given)).isNotNull();
  }

  private static ByteBuffer block(int entries, int type, int count, int value) {
    ByteBuffer block = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    block.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) entries);
    block.putShort((short) 0x112).putShort((short) type).putInt(count).putShort((short) value);
    return block.clear();
  }
}

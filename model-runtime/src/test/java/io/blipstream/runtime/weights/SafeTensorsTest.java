package io.blipstream.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"x\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9223372036854775807]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2]}}",
        "{\"x\":7}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0.5,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1,1,1,1,8],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":8,\"data_offsets\":[0,4]}}",
        "{\"\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"\\u001b[2J\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
      })
  void lyingHeader_isRefused(String header) throws IOException {
    Path file = Files.write(folder.resolve("x"), SafeTensorsWriter.bytes(header, new byte[8]));
    assertBroken(file);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 9, 1L << 40, Long.MAX_VALUE})
  void lyingHeaderLength_isRefused(long length) throws IOException {
    byte[] bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    assertBroken(Files.write(folder.resolve("x"), bytes));
  }

  @Test
  void hugeHeader_isRefusedUnread() throws IOException {
    Path file = folder.resolve("x");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.writeLong(Long.reverseBytes(1L << 30));
      sparse.setLength(2L << 30);
    }
    assertBroken(file);
  }

  /** Deeper than any stack: the parser gives up long before. */
  @Test
  void headerNestedWithoutEnd_isRefused() throws IOException {
    String deep = "{\"x\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}";
    assertBroken(Files.write(folder.resolve("x"), SafeTensorsWriter.bytes(deep, new byte[8])));
  }

  @Test
  void emptyTensor_isNoOverlap() throws IOException {
    Path file =
        new SafeTensorsWriter()
            .floats("a", List.of(1), 1)
            .floats("none", List.of(0, 3))
            .floats("b", List.of(1), 1)
            .write(folder.resolve("x"));
    assertThat(SafeTensors.entries(file)).containsOnlyKeys("a", "none", "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void fileShorterThanAHeaderLength_isRefused(int size) throws IOException {
    assertBroken(Files.write(folder.resolve("x"), new byte[size]));
  }

  /** Whatever one byte becomes, the reader either refuses or hands out a tensor inside the file. */
  @Property(tries = 300)
  void anyByteMayBeWrong(@ForAll @IntRange(max = 120) int position, @ForAll byte value)
      throws IOException {
    byte[] bytes = new SafeTensorsWriter().floats("name", List.of(2, 2), 1, 2, 3, 4).bytes();
    bytes[position % bytes.length] = value;
    Path file = Files.createTempFile("blipstream", ".safetensors");
    try {
      Files.write(file, bytes);
      SafeTensors.entries(file)
          .values()
          .forEach(
              entry -> assertThat(entry.begin() + entry.bytes()).isLessThanOrEqualTo(bytes.length));
    } catch (FatalException e) {
      assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_INVALID);
    } finally {
      Files.delete(file);
    }
  }

  private static void assertBroken(Path file) {
    assertThatThrownBy(() -> SafeTensors.entries(file))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_INVALID));
  }
}

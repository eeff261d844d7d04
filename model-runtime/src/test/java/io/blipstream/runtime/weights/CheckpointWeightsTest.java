package io.blipstream.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.PyTorch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointWeightsTest {
  private static final String INDEX = "model.safetensors.index.json";

  @TempDir Path folder;
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = PyTorch.newManager();
    PyTorch.prepareThread();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyStoredTypeIsReadAsFp32() throws IOException {
    new SafeTensorsWriter()
        .floats("f32", List.of(2, 1), 1.5f, -2)
        .shorts("f16", "F16", List.of(1, 2), 0x3E00, 0xC000)
        .shorts("bf16", "BF16", List.of(2, 1), 0x3FC0, 0xC000)
        .write(folder.resolve("model.safetensors"));
    try (CheckpointWeights weights = open(folder)) {
      for (NDArray tensor :
          List.of(
              weights.tensor("f32", 2, 1),
              weights.tensor("f16", 1, 2),
              weights.tensor("bf16", 2, 1))) {
        assertThat(tensor.getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(tensor.toFloatArray()).containsExactly(1.5f, -2f);
      }
      assertThat(weights.tensor("bf16", 2, 1).getShape()).isEqualTo(new Shape(2, 1));
    }
  }

  @Test
  void tensorsOutliveTheirReader() throws IOException {
    new SafeTensorsWriter()
        .floats("mapped", List.of(2), 1.5f, -2)
        .shorts("widened", "BF16", List.of(2), 0x3FC0, 0xC000)
        .write(folder.resolve("model.safetensors"));
    NDArray mapped;
    NDArray widened;
    try (CheckpointWeights weights = open(folder)) {
      mapped = weights.tensor("mapped", 2);
      widened = weights.tensor("widened", 2);
    }
    Files.delete(folder.resolve("model.safetensors"));
    assertThat(mapped.toFloatArray()).containsExactly(1.5f, -2f);
    assertThat(widened.toFloatArray()).containsExactly(1.5f, -2f);
  }

  /** Converted in pieces: every number must land in its own place. */
  @Test
  void tensorLargerThanOnePieceIsReadWhole() throws IOException {
    int elements = TensorBytes.PIECE / 2 + 12_345;
    byte[] bytes = new byte[2 * elements];
    for (int i = 0; i < elements; i++) {
      // bf16 is the upper half of fp32: small whole numbers survive it
      int bits = Float.floatToIntBits(i % 251);
      bytes[2 * i] = (byte) (bits >> 16);
      bytes[2 * i + 1] = (byte) (bits >> 24);
    }
    new SafeTensorsWriter()
        .raw("x", "BF16", List.of(elements), bytes)
        .write(folder.resolve("model.safetensors"));
    try (CheckpointWeights weights = open(folder)) {
      float[] values = weights.tensor("x", elements).toFloatArray();
      for (int i = 0; i < elements; i++) {
        assertThat(values[i]).isEqualTo(i % 251);
      }
    }
  }

  /** Java's mapped buffers end at 2 GiB; a vocabulary of a large model does not. */
  @Test
  void tensorBeyondTwoGibibytesIsMapped() throws IOException {
    long elements = (1L << 29) + 1_024;
    Path file = folder.resolve("model.safetensors");
    String header =
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[%d,1024],\"data_offsets\":[0,%d]}}   "
            .formatted(elements / 1_024, 4 * elements);
    byte[] begin = SafeTensorsWriter.bytes(header, new byte[0]);
    assertThat(begin.length % 4).as("as writers pad it").isZero();
    Files.write(file, begin);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(begin.length + 4 * (elements - 1));
      sparse.writeInt(Integer.reverseBytes(Float.floatToIntBits(7)));
    }
    try (CheckpointWeights weights = open(folder);
        NDArray last = weights.tensor("x", elements / 1_024, 1_024).get(elements / 1_024 - 1)) {
      assertThat(last.getFloat(1_023)).isEqualTo(7);
    }
  }

  @Test
  void tensorAtAnOddPlaceIsRead() throws IOException {
    new SafeTensorsWriter()
        .raw("odd", "U8", List.of(1), new byte[1])
        .floats("f32", List.of(2), 1.5f, -2)
        .write(folder.resolve("model.safetensors"));
    try (CheckpointWeights weights = open(folder)) {
      assertThat(weights.tensor("f32", 2).toFloatArray()).containsExactly(1.5f, -2f);
    }
  }

  @Test
  void oneTensorUnderTwoNamesMustBeOne() throws IOException {
    new SafeTensorsWriter()
        .floats("a", List.of(1), 1)
        .floats("b", List.of(1), 1)
        .floats("c", List.of(1), 2)
        .write(folder.resolve("model.safetensors"));
    try (CheckpointWeights weights = open(folder)) {
      assertThat(weights.anyOf(List.of("none", "a", "b"), List.of(), 1).getFloat()).isEqualTo(1);
      assertFault(
          () -> weights.anyOf(List.of("a", "c"), List.of(), 1),
          FaultCode.CHECKPOINT_INVALID,
          "a",
          "c");
    }
  }

  @Test
  void nameThatStandsIn_isReadWhereThereIsNoOther() throws IOException {
    new SafeTensorsWriter()
        .floats("a", List.of(1), 1)
        .floats("c", List.of(1), 2)
        .write(folder.resolve("model.safetensors"));
    try (CheckpointWeights weights = open(folder)) {
      assertThat(weights.anyOf(List.of("a"), List.of("c"), 1).getFloat()).isEqualTo(1);
      assertThat(weights.anyOf(List.of("none"), List.of("c"), 1).getFloat()).isEqualTo(2);
    }
  }

  @Test
  void manyShardsAreOneCheckpoint() throws IOException {
    new SafeTensorsWriter().floats("a", List.of(1), 1).write(folder.resolve("m-1.safetensors"));
    new SafeTensorsWriter().floats("b", List.of(1), 2).write(folder.resolve("m-2.safetensors"));
    index("m-1.safetensors", "m-2.safetensors");
    try (CheckpointWeights weights = open(folder)) {
      assertThat(weights.tensor("a", 1).getFloat()).isEqualTo(1);
      assertThat(weights.tensor("b", 1).getFloat()).isEqualTo(2);
    }
  }

  @Test
  void tensorInTwoShardsIsRefused() throws IOException {
    new SafeTensorsWriter().floats("a", List.of(1), 1).write(folder.resolve("m-1.safetensors"));
    new SafeTensorsWriter().floats("a", List.of(1), 2).write(folder.resolve("m-2.safetensors"));
    index("m-1.safetensors", "m-2.safetensors");
    assertFault(() -> CheckpointHeaders.read(folder), FaultCode.CHECKPOINT_INVALID, "twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.safetensors",
        "/etc/secret.safetensors",
        "sub/secret.safetensors",
        "..\\\\secret.safetensors",
        "C:\\\\secret.safetensors",
        ".safetensors",
        "secret.safetensors\\u0000",
        "file:///secret.safetensors",
        "passwd"
      })
  void indexThatReachesOutsideItsFolderIsRefused(String name) throws IOException {
    index(name, "m.safetensors");
    assertFault(() -> CheckpointHeaders.read(folder), FaultCode.CHECKPOINT_INVALID, "names a file");
  }

  @Test
  void missingShardIsNamed() throws IOException {
    index("m-1.safetensors", "m-2.safetensors");
    assertFault(() -> CheckpointHeaders.read(folder), FaultCode.FILE_NOT_FOUND, "m-1.safetensors");
  }

  @Test
  void pickledWeightsAreRefusedWithTheWayOut() throws IOException {
    Files.createFile(folder.resolve("pytorch_model.bin"));
    assertFault(
        () -> CheckpointHeaders.read(folder), FaultCode.CHECKPOINT_UNSUPPORTED, "safetensors");
  }

  @Test
  void emptyFolderIsRefused() {
    assertFault(
        () -> CheckpointHeaders.read(folder), FaultCode.FILE_NOT_FOUND, "model.safetensors");
  }

  private CheckpointWeights open(Path folder) {
    return CheckpointWeights.of(CheckpointHeaders.read(folder), manager);
  }

  private void index(String first, String second) throws IOException {
    Files.writeString(
        folder.resolve(INDEX),
        "{\"weight_map\":{\"a\":\"%s\",\"b\":\"%s\"}}".formatted(first, second));
  }

  private static void assertFault(ThrowingCallable call, FaultCode code, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BlipstreamException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }
}

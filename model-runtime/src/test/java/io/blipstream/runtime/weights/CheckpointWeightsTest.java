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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    CheckpointWeights weights = CheckpointWeights.open(folder, manager);
    for (NDArray tensor :
        List.of(
            weights.tensor("f32", 2, 1),
            weights.tensor("f16", 1, 2),
            weights.tensor("bf16", 2, 1))) {
      assertThat(tensor.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(tensor.toFloatArray()).containsExactly(1.5f, -2f);
    }
    assertThat(weights.tensor("bf16", 2, 1).getShape()).isEqualTo(new Shape(2, 1));
    weights.requireAllTaken(name -> false);
  }

  @Test
  void missingAndMisshapenAndSurplusTensorsAreNamed() throws IOException {
    new SafeTensorsWriter()
        .floats("here", List.of(2), 1, 2)
        .floats("surplus.b", List.of(1), 1)
        .floats("surplus.a", List.of(1), 1)
        .floats("old.position_ids", List.of(1), 1)
        .write(folder.resolve("model.safetensors"));
    CheckpointWeights weights = CheckpointWeights.open(folder, manager);
    assertFault(
        () -> weights.tensor("gone", 2), FaultCode.CHECKPOINT_INVALID, "tensor gone is missing");
    assertFault(() -> weights.tensor("here", 3), FaultCode.CHECKPOINT_INVALID, "[2]", "[3]");
    weights.under("he").tensor("re", 2);
    assertFault(
        () -> weights.requireAllTaken(name -> name.endsWith("position_ids")),
        FaultCode.CHECKPOINT_INVALID,
        "2 tensors",
        "surplus.a, surplus.b");
  }

  @Test
  void manyShardsAreOneCheckpoint() throws IOException {
    new SafeTensorsWriter().floats("a", List.of(1), 1).write(folder.resolve("m-1.safetensors"));
    new SafeTensorsWriter().floats("b", List.of(1), 2).write(folder.resolve("m-2.safetensors"));
    index("m-1.safetensors", "m-2.safetensors");
    CheckpointWeights weights = CheckpointWeights.open(folder, manager);
    assertThat(weights.names()).containsExactlyInAnyOrder("a", "b");
    assertThat(weights.tensor("b", 1).getFloat()).isEqualTo(2);
  }

  @Test
  void tensorInTwoShardsIsRefused() throws IOException {
    new SafeTensorsWriter().floats("a", List.of(1), 1).write(folder.resolve("m-1.safetensors"));
    new SafeTensorsWriter().floats("a", List.of(1), 2).write(folder.resolve("m-2.safetensors"));
    index("m-1.safetensors", "m-2.safetensors");
    assertFault(
        () -> CheckpointWeights.open(folder, manager), FaultCode.CHECKPOINT_INVALID, "twice");
  }

  @Test
  void indexThatReachesOutsideItsFolderIsRefused() throws IOException {
    index("../secret.safetensors", "m.safetensors");
    assertFault(
        () -> CheckpointWeights.open(folder, manager),
        FaultCode.CHECKPOINT_INVALID,
        "../secret.safetensors");
  }

  @Test
  void missingShardIsNamed() throws IOException {
    index("m-1.safetensors", "m-2.safetensors");
    assertFault(
        () -> CheckpointWeights.open(folder, manager), FaultCode.FILE_NOT_FOUND, "m-1.safetensors");
  }

  @Test
  void pickledWeightsAreRefusedWithTheWayOut() throws IOException {
    Files.createFile(folder.resolve("pytorch_model.bin"));
    assertFault(
        () -> CheckpointWeights.open(folder, manager),
        FaultCode.CHECKPOINT_UNSUPPORTED,
        "safetensors");
  }

  @Test
  void emptyFolderIsRefused() {
    assertFault(
        () -> CheckpointWeights.open(folder, manager),
        FaultCode.FILE_NOT_FOUND,
        "model.safetensors");
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

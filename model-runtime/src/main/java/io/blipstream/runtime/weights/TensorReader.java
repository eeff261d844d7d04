package io.blipstream.runtime.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.kernel.NumberType;
import io.blipstream.runtime.kernel.Numbers;
import io.blipstream.runtime.kernel.PyTorch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings tensors from files onto a device. What the file already holds as it is needed is the
 * mapped file itself: no copy, no reading ahead, and the operating system may drop and reread it.
 * Everything else is converted piece by piece, so that beside the finished tensor only one piece is
 * held, never a second copy of a checkpoint.
 */
final class TensorReader implements AutoCloseable {
  private final NDManager manager;
  private final Numbers numbers;

  /** In main memory, whatever the device: the pieces and the tensor that is a view of them. */
  private final ByteBuffer piece;

  private final NDManager mainMemory;
  private final NDArray bytes;
  private final Map<Path, NDArray> mapped = new HashMap<>();

  private TensorReader(NDManager manager, Numbers numbers, NDManager mainMemory, ByteBuffer piece) {
    this.manager = manager;
    this.numbers = numbers;
    this.piece = piece;
    this.mainMemory = mainMemory;
    this.bytes = mainMemory.create(piece, new Shape(piece.capacity()), DataType.UINT8);
  }

  /**
   * @param manager of the device; owns the tensors
   */
  static TensorReader open(NDManager manager) {
    return new TensorReader(
        manager,
        Numbers.load(manager),
        PyTorch.newManager(),
        ByteBuffer.allocateDirect(TensorBytes.PIECE));
  }

  NDArray read(TensorEntry tensor, NumberType wanted) throws IOException {
    NumberType stored = stored(tensor.type());
    boolean aligned = tensor.begin() % stored.bytes() == 0;
    boolean here = !manager.getDevice().isGpu();
    if (stored == wanted && aligned && here && tensor.bytes() > 0) {
      return numbers.part(
          manager,
          mapped(tensor.file(), stored),
          tensor.begin() / stored.bytes(),
          tensor.dimensions());
    }
    NDArray target = numbers.empty(manager, wanted, tensor.dimensions());
    TensorBytes.each(
        tensor,
        piece,
        (begin, count) -> numbers.fill(target, begin / stored.bytes(), bytes, count, stored));
    return target;
  }

  private NDArray mapped(Path file, NumberType type) throws IOException {
    NDArray row = mapped.get(file);
    if (row == null) {
      row = numbers.map(mainMemory, file, Files.size(file) / type.bytes(), type);
      mapped.put(file, row);
    }
    return row;
  }

  private static NumberType stored(StoredType type) {
    return switch (type) {
      case F32 -> NumberType.FLOAT32;
      case F16 -> NumberType.FLOAT16;
      case BF16 -> NumberType.BFLOAT16;
      default -> throw new IllegalArgumentException("no network is computed from " + type);
    };
  }

  /** The tensors that were handed out keep the mapped files for themselves. */
  @Override
  public void close() {
    mainMemory.close();
    numbers.close();
  }
}

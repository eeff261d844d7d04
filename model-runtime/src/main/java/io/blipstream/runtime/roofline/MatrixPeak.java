package io.blipstream.runtime.roofline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.kernel.Kernels;
import io.blipstream.runtime.kernel.NumberType;
import io.blipstream.runtime.kernel.Numbers;
import io.blipstream.runtime.kernel.PyTorch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fastest matrix multiplication that the native library has on a device, at a size where
 * nothing but arithmetic counts: on a processor of the two that it comes with, its BLAS and oneDNN
 * with packed weights. Of one prepared thread.
 */
final class MatrixPeak implements AutoCloseable {
  private static final int SIDE = 2_048;

  /** A card has done the other before it is awake. */
  private static final int CARDS_SIDE = 8_192;

  private static final Logger log = LoggerFactory.getLogger(MatrixPeak.class);

  private final NDManager manager;
  private final int side;
  private final Kernels kernels;
  private final NDArray left;
  private final NDArray right;

  /** Null on a card, in bf16, and where this build of the native library has no oneDNN. */
  private final NDArray packed;

  MatrixPeak(NDManager parent, NumberType type) {
    manager = parent.newSubManager();
    kernels = Kernels.load(manager, MatrixPeak.class, "roofline.ts");
    boolean card = manager.getDevice().isGpu();
    side = card ? CARDS_SIDE : SIDE;
    left = random(type);
    right = random(type);
    packed = card || type != NumberType.FLOAT32 ? null : packed();
  }

  private NDArray random(NumberType type) {
    try (Numbers numbers = Numbers.load(manager);
        NDArray fp32 = manager.randomNormal(0, 1, new Shape(side, side), DataType.FLOAT32)) {
      return numbers.convert(manager, fp32, type);
    }
  }

  /** Operations a second, the best of several tries of each. */
  double measure(int tries) {
    double best = 0;
    for (int i = 0; i < tries; i++) {
      best = Math.max(best, rate("plain", right));
      if (packed != null) {
        best = Math.max(best, rate("by_packed", packed));
      }
    }
    return best;
  }

  private double rate(String kernel, NDArray weight) {
    long start = System.nanoTime();
    kernels.call(manager, kernel, left, weight).close();
    PyTorch.await(manager);
    return 2.0 * side * side * side / (System.nanoTime() - start) * 1e9;
  }

  private NDArray packed() {
    try {
      NDArray reordered = kernels.call(manager, "packed", right);
      kernels.call(manager, "by_packed", left, reordered).close();
      return reordered;
    } catch (RuntimeException e) {
      log.info("no oneDNN here, the peak is that of the BLAS: {}", e.getMessage());
      return null;
    }
  }

  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}

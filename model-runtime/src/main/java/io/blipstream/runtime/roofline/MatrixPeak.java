package io.blipstream.runtime.roofline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.kernel.Kernels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fastest matrix multiplication in fp32 that the native library has on this machine: of the two
 * that it comes with, its BLAS and oneDNN with packed weights, at a size where nothing but
 * arithmetic counts. Of one prepared thread.
 */
final class MatrixPeak implements AutoCloseable {
  private static final int SIDE = 2_048;
  private static final double OPERATIONS = 2.0 * SIDE * SIDE * SIDE;
  private static final Logger log = LoggerFactory.getLogger(MatrixPeak.class);

  private final NDManager manager;
  private final Kernels kernels;
  private final NDArray left;
  private final NDArray right;

  /** Null where this build of the native library has no oneDNN. */
  private final NDArray packed;

  MatrixPeak(NDManager parent) {
    manager = parent.newSubManager();
    kernels = Kernels.load(manager, MatrixPeak.class, "roofline.ts");
    left = manager.randomNormal(0, 1, new Shape(SIDE, SIDE), DataType.FLOAT32);
    right = manager.randomNormal(0, 1, new Shape(SIDE, SIDE), DataType.FLOAT32);
    packed = packed();
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
    return OPERATIONS / (System.nanoTime() - start) * 1e9;
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

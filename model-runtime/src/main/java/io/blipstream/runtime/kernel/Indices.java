package io.blipstream.runtime.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/** Java's numbers as the int64 tensors that kernels index by. */
public final class Indices {
  private Indices() {}

  /**
   * @param manager owns the result
   * @return [n] int64
   */
  public static NDArray of(NDManager manager, int[] numbers) {
    return manager.create(Arrays.stream(numbers).asLongStream().toArray());
  }
}

package io.blipstream.runtime.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/** Moves, doubles and drops rows of a batch's tensors. Any prepared thread may call it. */
public final class RowGather implements AutoCloseable {
  private final Kernels kernels;

  private RowGather(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * @param manager owns the compiled kernel
   */
  public static RowGather load(NDManager manager) {
    return new RowGather(Kernels.load(manager, RowGather.class, "rows.ts"));
  }

  /**
   * Puts new tensors in the place of the old, which are closed.
   *
   * @param out owns the result
   * @param tensors each [rows, …]
   * @param rows which old row each new one is
   */
  public NDList replace(NDManager out, NDList tensors, int[] rows) {
    try (NDManager scratch = out.newSubManager()) {
      NDArray index = scratch.create(Arrays.stream(rows).asLongStream().toArray());
      NDList gathered = kernels.callList(out, "gather", tensors, index);
      tensors.close();
      return gathered;
    }
  }

  @Override
  public void close() {
    kernels.close();
  }
}

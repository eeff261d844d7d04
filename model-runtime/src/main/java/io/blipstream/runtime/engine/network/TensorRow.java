package io.blipstream.runtime.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * One row of a batch, in memory of its own.
 *
 * @param tensor [1, …]
 */
record TensorRow(NDArray tensor) implements Features, SoftPrompt {
  /** The rows as one batch, which belongs to the manager. */
  static NDArray together(NDManager out, List<?> rows) {
    NDList tensors = new NDList(rows.size());
    rows.forEach(row -> tensors.add(((TensorRow) row).on(out)));
    NDArray batch = NDArrays.concat(tensors);
    batch.attach(out); // it would else join the first row's manager and outlive the batch
    return batch;
  }

  /** What another device has seen is brought over, and is the manager's then. */
  private NDArray on(NDManager out) {
    NDArray here = tensor.toDevice(out.getDevice(), false);
    if (here != tensor) {
      here.attach(out);
    }
    return here;
  }

  @Override
  public long bytes() {
    return tensor.getShape().size() * tensor.getDataType().getNumOfBytes();
  }

  @Override
  public void close() {
    tensor.close();
  }

  /** Rows are told apart, not compared. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}

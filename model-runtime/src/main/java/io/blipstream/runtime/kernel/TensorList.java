package io.blipstream.runtime.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/**
 * Tensors that are handed to kernels together and often, such as the weights of a stack: boxed once
 * for libtorch, not at every call. Immutable; any thread may read it. The tensors belong to whoever
 * made them and must outlive the list.
 */
public final class TensorList implements AutoCloseable {
  private final IValue boxed;
  private final int size;

  private TensorList(IValue boxed, int size) {
    this.boxed = boxed;
    this.size = size;
  }

  public static TensorList of(List<? extends NDArray> tensors) {
    PtNDArray[] arrays = tensors.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new);
    return new TensorList(IValue.listFrom(arrays), arrays.length);
  }

  public int size() {
    return size;
  }

  IValue boxed() {
    return boxed;
  }

  @Override
  public void close() {
    boxed.close();
  }
}

package io.blipstream.runtime.weights;

import ai.djl.ndarray.NDArray;

/**
 * Where a network gets its tensors from when it is built: by name, with the shape that the
 * configuration implies.
 */
@FunctionalInterface
public interface Weights {
  /**
   * One tensor, as fp32. It belongs to the checkpoint's manager and lives as long as that.
   *
   * @throws io.blipstream.runtime.fault.FatalException CHECKPOINT_INVALID where it is missing or
   *     has another shape
   */
  NDArray tensor(String name, long... shape);

  /** The same with a prefix before every name. */
  default Weights under(String prefix) {
    return (name, shape) -> tensor(prefix + name, shape);
  }
}

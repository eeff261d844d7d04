package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;

/**
 * A tensor that learns.
 *
 * @param name as Hugging Face writes it
 */
public record LearnedTensor(String name, NDArray tensor) {
  /** Biases and norms are not pulled towards zero: as the paper's code base has it. */
  boolean decays() {
    return tensor.getShape().dimension() > 1 && !name.endsWith(".bias");
  }
}

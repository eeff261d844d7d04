package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A tensor that learns.
 *
 * @param names as Hugging Face writes it; several where files keep it more than once
 */
public record LearnedTensor(List<String> names, NDArray tensor) {
  public LearnedTensor {
    names = List.copyOf(names);
  }

  /** The first of its names. */
  public String name() {
    return names.get(0);
  }

  /** Biases and norms are not pulled towards zero: as the paper's code base has it. */
  boolean decays() {
    return tensor.getShape().dimension() > 1 && !name().endsWith(".bias");
  }
}

package io.blipstream.runtime.inspect;

import java.util.OptionalLong;

/**
 * The memory that a checkpoint takes on its device, in bytes.
 *
 * @param weights as they are held
 * @param working what a full batch takes on top at its worst moment
 * @param process what Java and the native library take before any model, in main memory
 * @param available what there is on the device; empty where nobody says
 */
public record Memory(long weights, long working, long process, OptionalLong available) {
  /** Weights and working memory: what grows with the model. */
  public long model() {
    return weights + working;
  }

  /** Everything that the device must have. */
  public long needed() {
    return model() + process;
  }

  boolean enough() {
    return available.isEmpty() || available.getAsLong() >= needed();
  }
}

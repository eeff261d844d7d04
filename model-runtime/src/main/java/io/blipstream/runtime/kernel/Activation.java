package io.blipstream.runtime.kernel;

import java.util.Optional;

/** What stands between two fully connected layers. Kernels know it by its code. */
public enum Activation {
  GELU(0),
  /** The approximation by tanh. */
  GELU_TANH(1),
  RELU(2),
  SILU(3),
  /** The approximation by the logistic function. */
  QUICK_GELU(4);

  private final int code;

  Activation(int code) {
    this.code = code;
  }

  /**
   * @param name as configurations write it
   * @return empty where no kernel has it
   */
  public static Optional<Activation> named(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "gelu" -> GELU;
          case "gelu_new", "gelu_pytorch_tanh" -> GELU_TANH;
          case "relu" -> RELU;
          case "silu", "swish" -> SILU;
          case "quick_gelu" -> QUICK_GELU;
          default -> null;
        });
  }

  /** In {@code activation.ts}. */
  public int code() {
    return code;
  }
}

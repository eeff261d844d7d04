package io.blipstream.runtime.kernel;

import io.blipstream.runtime.device.Precision;

/** The types that weights and activations are held in. */
public enum NumberType {
  FLOAT16(5, 2),
  FLOAT32(6, 4),
  BFLOAT16(15, 2);

  /** PyTorch's number of the type. */
  private final int code;

  private final int bytes;

  NumberType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /**
   * What is computed in.
   *
   * @param precision as a device has it, {@link Precision#on}; not {@link Precision#AUTO}
   */
  public static NumberType of(Precision precision) {
    return switch (precision) {
      case FP32 -> FLOAT32;
      case BF16 -> BFLOAT16;
      case AUTO -> throw new IllegalArgumentException("no device has chosen yet");
    };
  }

  /** Bytes of one number. */
  public int bytes() {
    return bytes;
  }

  int code() {
    return code;
  }
}

package io.blipstream.runtime.kernel;

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

  /** Bytes of one number. */
  public int bytes() {
    return bytes;
  }

  int code() {
    return code;
  }
}

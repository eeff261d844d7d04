package io.blipstream.runtime.weights;

/** The element types of a safetensors file, by the names it uses. */
public enum StoredType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  BOOL(1);

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether networks are computed from it. */
  public boolean readable() {
    return this == F32 || this == F16 || this == BF16;
  }
}

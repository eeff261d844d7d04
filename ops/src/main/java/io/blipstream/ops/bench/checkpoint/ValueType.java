package io.blipstream.ops.bench.checkpoint;

import java.nio.ByteBuffer;

/** How a checkpoint's numbers are kept. */
public enum ValueType {
  F32("float32", 4),
  BF16("bfloat16", 2);

  private final String label;
  private final int bytes;

  ValueType(String label, int bytes) {
    this.label = label;
    this.bytes = bytes;
  }

  /** As {@code config.json} calls it. */
  String label() {
    return label;
  }

  int bytes() {
    return bytes;
  }

  void put(ByteBuffer to, float value) {
    if (this == F32) {
      to.putFloat(value);
    } else {
      to.putShort((short) (Float.floatToIntBits(value) >>> 16));
    }
  }
}

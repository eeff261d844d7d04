package io.blipstream.runtime.device;

/** How precisely image encoder and language model are computed; the Q-Former is always fp32. */
public enum Precision {
  /** fp32 on the processor, bf16 on a card. */
  AUTO,
  FP32,
  /**
   * Half the memory; several times faster than fp32 on a card, several times slower on a processor.
   */
  BF16;

  /** What it comes to on a device: never {@link #AUTO}. */
  public Precision on(DeviceId device) {
    if (this != AUTO) {
      return this;
    }
    return device.cuda() ? BF16 : FP32;
  }
}

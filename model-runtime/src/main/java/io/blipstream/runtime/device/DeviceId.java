package io.blipstream.runtime.device;

/**
 * One device.
 *
 * @param cuda whether it is a CUDA card or the machine's processor
 * @param index which card; 0 for the processor
 */
public record DeviceId(boolean cuda, int index) {
  public static final DeviceId CPU = new DeviceId(false, 0);

  public DeviceId {
    if (index < 0 || index > 63 || (!cuda && index != 0)) {
      throw new IllegalArgumentException("there is no device " + index);
    }
  }

  public static DeviceId cuda(int index) {
    return new DeviceId(true, index);
  }

  /** As it is written in a configuration: {@code cpu}, {@code cuda:1}. */
  @Override
  public String toString() {
    return cuda ? "cuda:" + index : "cpu";
  }
}

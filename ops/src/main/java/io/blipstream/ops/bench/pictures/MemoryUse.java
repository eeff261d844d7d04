package io.blipstream.ops.bench.pictures;

import io.blipstream.ops.metrics.ProcessMemory;
import java.lang.management.ManagementFactory;

/**
 * What the process holds.
 *
 * @param heap in bytes, after a collection
 * @param resident in bytes, everything; 0 where the system does not say
 */
record MemoryUse(long heap, long resident) {
  static MemoryUse now() {
    System.gc();
    return new MemoryUse(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ProcessMemory.resident().orElse(0));
  }

  /** In mebibytes, from an earlier moment to this one. */
  MemoryUse since(MemoryUse earlier) {
    return new MemoryUse((heap - earlier.heap) >> 20, (resident - earlier.resident) >> 20);
  }
}

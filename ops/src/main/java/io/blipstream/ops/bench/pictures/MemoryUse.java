package io.blipstream.ops.bench.pictures;

import io.blipstream.runtime.inspect.ProcessMemory;
import java.lang.management.ManagementFactory;

/**
 * What the process holds.
 *
 * @param heap in bytes, after a collection
 * @param resident in bytes, everything; 0 where the system does not say
 */
record MemoryUse(long heap, long resident) {
  /** What references and cleaners hold goes only a collection after they were found. */
  private static final int COLLECTIONS = 4;

  static MemoryUse now() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return new MemoryUse(least, ProcessMemory.resident().orElse(0));
  }

  /** In mebibytes, from an earlier moment to this one. */
  MemoryUse since(MemoryUse earlier) {
    return new MemoryUse((heap - earlier.heap) >> 20, (resident - earlier.resident) >> 20);
  }
}

package io.blipstream.ops.bench.pictures;

import io.blipstream.runtime.inspect.ProcessMemory;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What the process holds.
 *
 * @param heap in bytes, after a collection
 * @param resident in bytes, everything; 0 where the system does not say
 */
record MemoryUse(long heap, long resident) {
  /** What references and cleaners hold goes only a collection after they were found. */
  private static final int COLLECTIONS = 4;

  /**
   * For readers that were given up: each ends at its next row, and holds its picture until then.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long GLANCE_MILLIS = 200;

  /**
   * Once it is no more than that, or when a while has passed. What leaks does not go by waiting;
   * what is looked at once is now and then the picture of a reader that was given up.
   *
   * @param heap in bytes
   */
  static MemoryUse settled(long heap) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    MemoryUse use = now();
    while (use.heap > heap && System.nanoTime() < until) {
      Thread.sleep(GLANCE_MILLIS);
      use = now();
    }
    return use;
  }

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

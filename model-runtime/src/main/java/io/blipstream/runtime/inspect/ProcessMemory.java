package io.blipstream.runtime.inspect;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Main memory that this process holds, by the system's own account. Linux only. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** The most bytes that were ever held, mapped files among them. */
  static long peak() {
    return bytes("VmHWM:");
  }

  /**
   * Bytes now held that are neither Java's heap nor a file's: tensors, what the C library keeps of
   * them, threads, Java's own tables. Only sound where the heap was touched at the start ({@code
   * -Xms} like {@code -Xmx}, {@code -XX:+AlwaysPreTouch}): untouched heap is not held.
   *
   * @throws FatalException DEVICE_UNAVAILABLE on another system than Linux
   */
  public static long outsideHeap() {
    return bytes("RssAnon:")
        - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
  }

  private static long bytes(String field) {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return 1_024
          * lines
              .filter(line -> line.startsWith(field))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow();
    } catch (IOException e) {
      throw new FatalException(
          FaultCode.DEVICE_UNAVAILABLE, "memory can only be measured on Linux: " + e, e);
    }
  }
}

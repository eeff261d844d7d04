package io.blipstream.runtime.inspect;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Main memory that this process holds, by the system's own account: Linux's, and no other. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** Bytes now held, mapped files among them; empty where the system does not say. */
  public static OptionalLong resident() {
    return bytes(STATUS, "VmRSS:");
  }

  /** The most bytes that were ever held, mapped files among them. */
  public static OptionalLong peak() {
    return bytes(STATUS, "VmHWM:");
  }

  /**
   * Bytes now held that are neither Java's heap nor a file's: tensors, what the C library keeps of
   * them, threads, Java's own tables. Only sound where the heap was touched at the start ({@code
   * -Xms} like {@code -Xmx}, {@code -XX:+AlwaysPreTouch}): untouched heap is not held.
   *
   * @throws FatalException DEVICE_UNAVAILABLE on another system than Linux
   */
  public static long outsideHeap() {
    return said(bytes(STATUS, "RssAnon:"))
        - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
  }

  /**
   * Where a figure is what was asked for.
   *
   * @throws FatalException DEVICE_UNAVAILABLE where there is none
   */
  static long said(OptionalLong bytes) {
    return bytes.orElseThrow(
        () ->
            new FatalException(
                FaultCode.DEVICE_UNAVAILABLE, "memory can only be measured on Linux"));
  }

  /** A line of such a file of the system's, in bytes; empty where it has none, or there is none. */
  public static OptionalLong bytes(Path file, String field) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(field))
          .map(line -> line.replaceAll("\\D", ""))
          .filter(digits -> !digits.isEmpty())
          .mapToLong(digits -> Long.parseLong(digits) << 10)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // not Linux
    }
  }
}

package io.blipstream.ops.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What this process holds in main memory, weights and batches of the processor's model included:
 * libtorch's allocator for the processor counts nothing that could be asked. As Linux tells it;
 * elsewhere there is no figure.
 */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");

  private ProcessMemory() {}

  /** One entry, or none where the system does not say. */
  static List<DeviceMemory> read() {
    OptionalLong used = resident();
    if (used.isEmpty()) {
      return List.of();
    }
    long most = kilobytes(STATUS, "VmHWM:").orElse(used.getAsLong());
    return List.of(new DeviceMemory("cpu", used.getAsLong(), most, total()));
  }

  /** All that the process has in main memory, in bytes; empty where the system does not say. */
  public static OptionalLong resident() {
    return kilobytes(STATUS, "VmRSS:");
  }

  /** A container's limit is less than the machine has. */
  private static OptionalLong total() {
    OptionalLong machine = kilobytes(MACHINE, "MemTotal:");
    long limit =
        line(LIMIT, "").filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong).orElse(0L);
    return limit > 0 && limit < machine.orElse(Long.MAX_VALUE) ? OptionalLong.of(limit) : machine;
  }

  private static OptionalLong kilobytes(Path file, String name) {
    return line(file, name)
        .map(line -> line.replaceAll("\\D", ""))
        .filter(digits -> !digits.isEmpty())
        .map(digits -> OptionalLong.of(Long.parseLong(digits) << 10))
        .orElse(OptionalLong.empty());
  }

  private static Optional<String> line(Path file, String start) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith(start)).findFirst();
    } catch (IOException e) {
      return Optional.empty(); // not Linux, or no container
    }
  }
}

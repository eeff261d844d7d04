package io.blipstream.ops.metrics;

import io.blipstream.runtime.inspect.ProcessMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What this process holds in main memory, weights and batches of the processor's model included:
 * libtorch's allocator for the processor counts nothing that could be asked. As Linux tells it;
 * elsewhere there is no figure.
 */
final class MainMemory {
  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");

  private MainMemory() {}

  /** One entry, or none where the system does not say. */
  static List<DeviceMemory> read() {
    OptionalLong used = ProcessMemory.resident();
    if (used.isEmpty()) {
      return List.of();
    }
    long most = ProcessMemory.peak().orElse(used.getAsLong());
    return List.of(new DeviceMemory("cpu", used.getAsLong(), most, total()));
  }

  /** A container's limit is less than the machine has. */
  private static OptionalLong total() {
    OptionalLong machine = ProcessMemory.bytes(MACHINE, "MemTotal:");
    long limit = limit();
    return limit > 0 && limit < machine.orElse(Long.MAX_VALUE) ? OptionalLong.of(limit) : machine;
  }

  /** 0 where there is none. */
  private static long limit() {
    try {
      String text = Files.readString(LIMIT).strip();
      return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    } catch (IOException e) {
      return 0; // no container
    }
  }
}

package io.blipstream.runtime.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Main memory that this process may still take: what the machine has left, and what every control
 * group around the process leaves it. Linux only; elsewhere nothing is known.
 *
 * <p>Java's own figure of free memory is the rejected alternative: it counts the cache of files as
 * used, so that a checkpoint that was just copied would seem to leave no room for itself.
 */
final class MemoryHere {
  /** The root of the file system; another one in tests. */
  private final Path root;

  MemoryHere(Path root) {
    this.root = root;
  }

  static MemoryHere ofThisMachine() {
    return new MemoryHere(Path.of("/"));
  }

  /** Bytes; empty where this system does not say. */
  OptionalLong available() {
    List<Long> bounds = new ArrayList<>();
    field("proc/meminfo", "MemAvailable:").ifPresent(kibibytes -> bounds.add(kibibytes << 10));
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        groups("sys/fs/cgroup", parts[2], "memory.max", "memory.current", bounds);
      } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
        groups(
            "sys/fs/cgroup/memory",
            parts[2],
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            bounds);
      }
    }
    return bounds.stream().mapToLong(Long::longValue).min();
  }

  /** The group itself and all around it: each may have the tightest bound. */
  private void groups(
      String hierarchy, String group, String limit, String usage, List<Long> bounds) {
    Path top = root.resolve(hierarchy);
    // A container sees its own group as the top, while the path may name it as the host does.
    for (Path folder = top.resolve("." + group).normalize();
        folder != null && folder.startsWith(top);
        folder = folder.getParent()) {
      OptionalLong most = number(folder.resolve(limit));
      OptionalLong used = number(folder.resolve(usage));
      if (most.isPresent() && used.isPresent()) {
        long given =
            used.getAsLong() - field(folder.resolve("memory.stat"), "inactive_file").orElse(0);
        bounds.add(Math.max(0, most.getAsLong() - given));
      }
    }
  }

  private OptionalLong field(String file, String name) {
    return field(root.resolve(file), name);
  }

  private static OptionalLong field(Path file, String name) {
    return lines(file).stream()
        .map(line -> line.trim().split("\\s+"))
        .filter(parts -> parts.length > 1 && parts[0].equals(name))
        .map(parts -> parts[1])
        .flatMap(MemoryHere::parsed)
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** Empty for "max" too. */
  private static OptionalLong number(Path file) {
    return lines(file).stream()
        .map(String::trim)
        .flatMap(MemoryHere::parsed)
        .mapToLong(Long::longValue)
        .findFirst();
  }

  private static Stream<Long> parsed(String text) {
    return text.matches("\\d{1,18}") ? Stream.of(Long.parseLong(text)) : Stream.empty();
  }

  /** None where the file is not there or not for us: then it sets no bound that could be known. */
  private static List<String> lines(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}

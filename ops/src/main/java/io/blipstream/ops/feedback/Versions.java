package io.blipstream.ops.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of versions, each in a folder of its own that is never changed once it is there; {@code
 * latest} leads to the last one made. One process works in it at a time. Of one thread.
 */
final class Versions implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LATEST = "latest";
  private static final String MAKING = "making";

  private final Path folder;
  private final FileChannel lock;

  private Versions(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * @throws FatalException FILE_NOT_FOUND where another process works there
   */
  static Versions open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      held = lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      held = false; // this process has it, in another thread
    } finally {
      if (!held) {
        lock.close();
      }
    }
    if (!held) {
      throw new FatalException(
          FaultCode.FILE_NOT_FOUND, "another process makes a version in " + folder);
    }
    return new Versions(folder, lock);
  }

  /** An empty folder to make a version in; what a killed process left is gone. */
  Path making() throws IOException {
    Path making = folder.resolve(MAKING);
    remove(making);
    return Files.createDirectories(making);
  }

  /** Whole ones. */
  List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("feedback-[0-9a-f]{12}"))
          .sorted()
          .toList();
    }
  }

  static String name(String digest) {
    return "feedback-" + digest.substring(0, 12);
  }

  Path of(String name) {
    return folder.resolve(name);
  }

  /** Gives what was made its name, or throws it away where that version is there. */
  void publish(Path making, String name) throws IOException {
    if (Files.exists(of(name))) {
      remove(making);
    } else {
      Files.move(making, of(name), StandardCopyOption.ATOMIC_MOVE);
    }
    Path next = folder.resolve(LATEST + ".next");
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, Path.of(name));
    Files.move(next, folder.resolve(LATEST), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Versions other than this one that hold what was forgotten since. */
  List<Path> stale(String name, Corrections corrections) throws IOException {
    List<Path> stale = new ArrayList<>();
    for (Path version : all()) {
      if (!version.getFileName().toString().equals(name) && holds(version, corrections)) {
        stale.add(version);
      }
    }
    return stale;
  }

  private static boolean holds(Path version, Corrections corrections) throws IOException {
    return rows(version).stream()
        .anyMatch(
            row ->
                corrections.isForgotten(
                    row.path("id").asText(), Instant.parse(row.path("given_at").asText())));
  }

  /** Of all its files. */
  static List<JsonNode> rows(Path version) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(version)) {
      files = all.filter(file -> file.getFileName().toString().endsWith(".jsonl")).toList();
    }
    List<JsonNode> rows = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        rows.add(JSON.readTree(line));
      }
    }
    return rows;
  }

  static void remove(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(folder)) {
        files = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}

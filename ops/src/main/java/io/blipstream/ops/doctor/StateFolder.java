package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The folder that Kafka Streams keeps its state in, by which a process is known again.
 *
 * @param folder that is used
 * @param named whether {@code kafka.state.dir} names it
 * @param application whose part of the folder is looked at
 */
record StateFolder(Path folder, boolean named, String application) {
  private static final long LITTLE_DISK = 1L << 30;

  /** Memory, and a container's own layer: gone with the machine, or the container. */
  private static final Set<String> FLEETING = Set.of("tmpfs", "ramfs", "overlay");

  /**
   * Where it lies.
   *
   * @param type of the file system
   * @param free bytes that may be written
   */
  record Place(String type, long free) {
    Place {
      requireNonNull(type, "type");
    }

    static Place of(Path folder) throws IOException {
      FileStore store = Files.getFileStore(folder);
      return new Place(store.type(), store.getUsableSpace());
    }
  }

  StateFolder {
    requireNonNull(folder, "folder");
    requireNonNull(application, "application");
  }

  List<Diagnosis> look() throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !writable(there)) {
      return List.of(
          Diagnosis.fail(
              FaultCode.CONFIGURATION_INVALID,
              folder + " cannot be written to",
              "name a folder of this process's own by kafka.state.dir"));
    }
    return judge(Place.of(there), held());
  }

  /**
   * What a folder that can be written to comes to.
   *
   * @param held whether another process has it now
   */
  List<Diagnosis> judge(Place place, boolean held) {
    String found =
        "%s can be written to, %d MiB free, %s".formatted(folder, place.free() >> 20, place.type());
    List<Diagnosis> warnings = new ArrayList<>();
    if (held) {
      warnings.add(
          Diagnosis.warn(
              folder + " is in use by a running process of " + application,
              "a second one needs a kafka.state.dir of its own"));
    }
    if (place.free() < LITTLE_DISK) {
      warnings.add(Diagnosis.warn(found, "have 1 GiB free, or name another kafka.state.dir"));
    }
    if (!named) {
      warnings.add(
          Diagnosis.warn(
              found,
              "kafka.state.dir is not set: with it and kafka.group.instance.id a killed process is"
                  + " back in 3 s, without in 45"));
    } else if (FLEETING.contains(place.type())) {
      warnings.add(
          Diagnosis.warn(
              found,
              "%s does not outlast the machine or container: name a folder on a disk or volume by"
                      .formatted(place.type())
                  + " kafka.state.dir"));
    }
    return warnings.isEmpty() ? List.of(Diagnosis.ok(found)) : warnings;
  }

  /** By writing: permissions alone do not tell of a file system that is mounted read-only. */
  private static boolean writable(Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, "doctor", ""));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Kafka Streams holds a lock on a file there for as long as it runs. */
  private boolean held() throws IOException {
    Path file = folder.resolve(application).resolve(".lock");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return false; // nobody ever ran here
    } catch (OverlappingFileLockException e) {
      return true; // in this very process
    }
  }
}

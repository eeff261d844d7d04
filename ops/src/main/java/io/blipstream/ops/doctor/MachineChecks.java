package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import com.sun.management.UnixOperatingSystemMXBean;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Java and the operating system.
 *
 * @param feature Java's, as 17
 * @param platform system and processor, as {@code Linux amd64}
 * @param heapBytes the most that Java's heap may grow to
 * @param openFiles how many the process may have; empty where the system does not say
 */
record MachineChecks(int feature, String platform, long heapBytes, OptionalLong openFiles) {
  /** What the build is made for, and what it is tested with. */
  private static final int LEAST = 17;

  private static final String SHIPPED = "Linux amd64";

  /** Under it, pictures in flight and their working copies of a small model do not fit. */
  private static final long SMALL_HEAP = 480L << 20;

  private static final long FEW_FILES = 4_096;
  private static final long LITTLE_DISK = 1L << 30;

  MachineChecks {
    requireNonNull(platform, "platform");
    requireNonNull(openFiles, "openFiles");
  }

  static MachineChecks here() {
    OptionalLong files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? OptionalLong.of(unix.getMaxFileDescriptorCount())
            : OptionalLong.empty();
    return new MachineChecks(
        Runtime.version().feature(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().maxMemory(),
        files);
  }

  List<Diagnosis> java() {
    String found = "Java %d, %s, heap %d MiB".formatted(feature, platform, heapBytes >> 20);
    if (feature < LEAST) {
      return List.of(
          Diagnosis.fail(
              FaultCode.CONFIGURATION_INVALID, found, "install a JDK, 17 or later; set JAVA_HOME"));
    }
    if (!platform.equals(SHIPPED)) {
      return List.of(
          Diagnosis.warn(
              found, "what is shipped and tested is for " + SHIPPED + "; see docs/supply.md"));
    }
    if (heapBytes < SMALL_HEAP) {
      return List.of(Diagnosis.warn(found, "BLIPSTREAM_JAVA_OPTS=-Xmx1g gives it more"));
    }
    return List.of(Diagnosis.ok(found));
  }

  List<Diagnosis> files() {
    if (openFiles.isEmpty()) {
      return List.of(Diagnosis.skip("this system does not say how many files may be open"));
    }
    String found = openFiles.getAsLong() + " files may be open";
    return List.of(
        openFiles.getAsLong() < FEW_FILES
            ? Diagnosis.warn(found, "raise it: ulimit -n " + FEW_FILES + ", or LimitNOFILE=")
            : Diagnosis.ok(found));
  }

  /** The folder that Kafka Streams keeps its state in. */
  static List<Diagnosis> disk(Optional<Path> configured, Path otherwise) throws IOException {
    Path folder = configured.orElse(otherwise);
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
    long free = Files.getFileStore(there).getUsableSpace();
    String found = "%s can be written to, %d MiB free".formatted(folder, free >> 20);
    if (free < LITTLE_DISK) {
      return List.of(Diagnosis.warn(found, "have 1 GiB free, or name another kafka.state.dir"));
    }
    if (configured.isEmpty()) {
      return List.of(
          Diagnosis.warn(
              found,
              "kafka.state.dir is not set: with it and kafka.group.instance.id a killed process is"
                  + " back in 3 s, without in 45"));
    }
    return List.of(Diagnosis.ok(found));
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
}

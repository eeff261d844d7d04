package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import com.sun.management.UnixOperatingSystemMXBean;
import io.blipstream.runtime.fault.FaultCode;
import java.lang.management.ManagementFactory;
import java.util.List;
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
}

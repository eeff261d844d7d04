package io.blipstream.runtime.image.process;

import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a process that decodes is started: this Java, this class path, and bounded memory. */
final class DecoderCommand {
  private static final Path SHELL = Path.of("/bin/sh");

  /** Of the largest picture in the greediest format, print colours of many scans. */
  private static final int BYTES_A_PIXEL = 19;

  /** What the virtual machine reserves beside its heap, and much for the library. */
  private static final long BESIDES_HEAP = 3L << 30;

  private DecoderCommand() {}

  static List<String> of(ImageLimits limits, ImageProfile profile) {
    return of(limits, profile, DecoderMain.class);
  }

  /**
   * @param main what runs there
   */
  static List<String> of(ImageLimits limits, ImageProfile profile, Class<?> main) {
    // Half of the heap is for pixels there too.
    long heap = (64L << 20) + 2 * (limits.maxPixels() * BYTES_A_PIXEL + limits.maxBytes());
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      // Bounds what native code takes as well. The shell becomes the process, so killing it is
      // enough; without a shell the heap alone is bounded.
      long kib = (heap + BESIDES_HEAP) >> 10;
      command.addAll(List.of(SHELL.toString(), "-c", "ulimit -v " + kib + "; exec \"$0\" \"$@\""));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + (heap >> 20) + "m",
            "-Xms16m",
            "-XX:+UseSerialGC",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:CompressedClassSpaceSize=64m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            Long.toString(limits.maxBytes()),
            Long.toString(limits.maxPixels()),
            Integer.toString(limits.maxSide()),
            // Who waits for it decides; this is for what nobody waits for any more.
            Long.toString(2 * limits.decodeTime().toMillis()),
            profile.name()));
    return command;
  }
}

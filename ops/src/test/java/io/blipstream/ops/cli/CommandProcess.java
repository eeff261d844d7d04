package io.blipstream.ops.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command as its users run it: a process with an exit code and two streams. */
record CommandProcess(int exitCode, String out, String err) {
  private static final long PATIENCE_SECONDS = 120;

  static CommandProcess of(Path folder, String... arguments) throws Exception {
    return of(folder, Map.of(), arguments);
  }

  static CommandProcess of(Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder = builder(arguments);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("did not end: " + String.join(" ", arguments));
      }
    } finally {
      process.destroyForcibly();
    }
    return new CommandProcess(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /**
   * Not started yet. Whoever starts it ends it. For seconds of work: only the hottest loops are
   * optimised, while the network is native code that runs as fast as ever. Rejected: no optimising
   * compiler at all, without which SHA-256 is not the processor's own, and the native library's 446
   * MB take 5.7 s to be verified instead of 0.5.
   */
  static ProcessBuilder builder(String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-Xmx512m",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=20000",
            "-XX:Tier4CompileThreshold=100000",
            "-XX:Tier4BackEdgeThreshold=400000",
            "-XX:+UseSerialGC",
            "-Dblipstream.home=" + Path.of("..").toAbsolutePath().normalize(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line);
  }
}

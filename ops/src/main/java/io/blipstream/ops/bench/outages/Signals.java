package io.blipstream.ops.bench.outages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Java cannot say to another process. */
final class Signals {
  private Signals() {}

  static void send(String name, Process to) throws IOException, InterruptedException {
    run(List.of("kill", "-" + name, Long.toString(to.pid())));
  }

  /** A soft limit of one that runs; util-linux has the program. */
  static void limit(Process of, String resource, String value)
      throws IOException, InterruptedException {
    run(List.of("prlimit", "--pid=" + of.pid(), "--" + resource + "=" + value + ":"));
  }

  /** A soft limit of this process, which those that it starts have too. */
  static String ownLimit(String resource) throws IOException {
    Process process =
        new ProcessBuilder("prlimit", "--" + resource, "--output=SOFT", "--noheadings", "--raw")
            .start();
    try (InputStream said = process.getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
    }
  }
}

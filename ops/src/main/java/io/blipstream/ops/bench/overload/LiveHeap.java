package io.blipstream.ops.bench.overload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What another Java process still refers to, by the JDK's own tool, which collects first. The
 * application's metrics were the rejected alternative: they tell what is used with the garbage,
 * which is as much as there is room for, whatever is kept.
 */
final class LiveHeap {
  /** The histogram's last line: instances, then bytes. */
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  private LiveHeap() {}

  /**
   * In bytes.
   *
   * @throws IOException where the process is gone, or there is no JDK
   */
  static long of(long pid) throws IOException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(tool, Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return total(said.lines());
    }
  }

  static long total(Stream<String> lines) throws IOException {
    return Long.parseLong(
        lines
            .map(TOTAL::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow(() -> new IOException("the process does not tell what its heap holds")));
  }
}

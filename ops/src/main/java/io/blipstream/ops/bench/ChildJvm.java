package io.blipstream.ops.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process of this class path, for parts of a benchmark that are to be killed. */
public final class ChildJvm {
  private static final List<String> OPTIONS =
      List.of(
          // It lives for minutes: what pays off later is left out.
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Djava.awt.headless=true");

  private ChildJvm() {}

  /**
   * Not started yet. Whoever starts it ends it.
   *
   * @param main class with a main method
   * @param heap in MiB, at most
   */
  public static ProcessBuilder builder(String main, int heap, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx" + heap + "m");
    line.addAll(OPTIONS);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    line.addAll(arguments);
    return new ProcessBuilder(line).redirectErrorStream(true);
  }
}

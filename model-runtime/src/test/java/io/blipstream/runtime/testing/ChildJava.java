package io.blipstream.runtime.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process of its own on the tests' class path, for what must not share ours. */
public final class ChildJava {
  private ChildJava() {}

  /**
   * @return what it printed
   */
  public static String run(
      Class<?> main, List<String> options, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("blipstream", ".out");
    File err = Files.createTempFile("blipstream", ".err").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err);
    builder.environment().putAll(environment);
    Process child = builder.start();
    try {
      if (!child.waitFor(300, TimeUnit.SECONDS) || child.exitValue() != 0) {
        throw new AssertionError(
            "the child process failed: " + Files.readString(err.toPath(), StandardCharsets.UTF_8));
      }
      return Files.readString(out, StandardCharsets.UTF_8);
    } finally {
      child.destroyForcibly();
      Files.delete(out);
      Files.delete(err.toPath());
    }
  }
}

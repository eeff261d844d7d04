package io.blipstream.ops.pipeline;

import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.fake.FakeEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The pipeline in a process of its own, that can be killed. Configured by its environment. */
public final class ChildProcess {
  private static final Duration ENGINE_LATENCY = Duration.ofMillis(100);

  private ChildProcess() {}

  static Process start(Map<String, String> environment, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.class.getName()));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  public static void main(String[] arguments) throws InterruptedException {
    Pipeline pipeline =
        Pipeline.start(
            ConfigurationReader.read(System.getenv()),
            new FakeEngine(ENGINE_LATENCY),
            Integer.parseInt(System.getenv("CHILD_PARTITIONS")),
            Clock.systemUTC());
    pipeline.awaitEnd();
  }
}

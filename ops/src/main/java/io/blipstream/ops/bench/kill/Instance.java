package io.blipstream.ops.bench.kill;

import io.blipstream.ops.bench.ChildJvm;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.runtime.engine.BatchingEngine;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineConfig;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The pipeline in a process of its own, to be killed: the real engine on a device that is
 * simulated. Configured by its environment.
 */
public final class Instance {
  static final String PARTITIONS = "KILL_PARTITIONS";

  /** Batches take a while, so that a kill meets some; a thousand events a second and more. */
  private static final Pace PACE =
      new Pace(
          new Timing(Duration.ofMillis(3), Duration.ZERO),
          Timing.NONE,
          Timing.NONE,
          new Timing(Duration.ofMillis(2), Duration.ZERO),
          3);

  private Instance() {}

  static Process start(Map<String, String> environment, Path log) {
    ProcessBuilder builder = ChildJvm.builder(Instance.class.getName(), 256, List.of());
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("a process cannot be started", e);
    }
  }

  /** Runs until it is killed, or asked to end. */
  public static void main(String[] arguments) throws InterruptedException {
    Engine engine =
        BatchingEngine.open(
            EngineConfig.of(Path.of(".")),
            new SimulatedNetwork("simulated", PACE, Mishaps.NONE),
            Clock.systemUTC());
    Pipeline pipeline =
        Pipeline.start(
            ConfigurationReader.read(System.getenv()),
            engine,
            Integer.parseInt(System.getenv(PARTITIONS)),
            Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close, "end"));
    pipeline.awaitEnd();
  }
}

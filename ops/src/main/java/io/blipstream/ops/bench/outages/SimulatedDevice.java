package io.blipstream.ops.bench.outages;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.runtime.engine.BatchingEngine;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * A device that can be lost: the real engine on a simulated network, which fails on everything
 * while a file is there.
 *
 * @param gone the file
 */
public record SimulatedDevice(Path gone) {
  /** Names the file to the process. */
  static final String GONE = "OUTAGE_DEVICE_GONE";

  /** Tells the process how long a prompt takes. */
  static final String PROMPT_MILLIS = "OUTAGE_PROMPT_MILLIS";

  /** In the process that is named the file. */
  public static Engine open(Configuration configuration) {
    Path gone = Path.of(System.getenv(GONE));
    Mishaps mishaps =
        (stage, items) -> {
          if (Files.exists(gone)) {
            throw new IllegalStateException("CUDA error: device lost");
          }
        };
    int prompt = Integer.parseInt(System.getenv(PROMPT_MILLIS));
    return BatchingEngine.open(
        CheckpointEngine.config(configuration),
        new SimulatedNetwork("simulated", pace(Duration.ofMillis(prompt)), mishaps),
        Clock.systemUTC());
  }

  /** The picture costs nothing: those of a few are seen again and again, and kept. */
  private static Pace pace(Duration prompt) {
    return new Pace(
        Timing.NONE,
        Timing.NONE,
        new Timing(Duration.ZERO, prompt),
        new Timing(Duration.ofMillis(1), Duration.ZERO),
        3);
  }

  void lose() throws IOException {
    Files.createFile(gone);
  }

  void find() throws IOException {
    Files.delete(gone);
  }
}

package io.blipstream.runtime.inspect;

import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.engine.BatchingEngine;
import io.blipstream.runtime.engine.EngineConfig;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.process.PictureIsolation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A process of its own that prints what was foretold for a checkpoint and what it took. */
final class MemoryProbe {
  private MemoryProbe() {}

  /**
   * @param arguments folder, pictures, prompts, tokens of a prompt, of an answer, beams
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int[] n = new int[5];
    for (int i = 0; i < n.length; i++) {
      n[i] = Integer.parseInt(arguments[i + 1]);
    }
    Workload work = new Workload(n[0], n[1], n[2], n[3], n[4]);
    Memory memory = new Inspector(DeviceChoice.CPU, Precision.AUTO, work).inspect(folder).memory();
    EngineConfig config =
        new EngineConfig(
            folder,
            EngineConfig.Compute.cpu(1, 2),
            new EngineConfig.Batches(work.images(), work.prompts(), Duration.ofMillis(500)),
            new EngineConfig.Held(1, 1_024, 1L << 30),
            128L << 20,
            Map.of(),
            ImageLimits.DEFAULT,
            ImageProfile.NATURAL,
            PictureIsolation.NONE,
            Optional.empty());
    long took = PeakMemory.measure(() -> BatchingEngine.open(config, Clock.systemUTC()), work);
    System.out.println(memory.model() + " " + took + " of them weights " + memory.weights());
  }
}

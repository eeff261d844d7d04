package io.blipstream.ops.bench.growth;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.runtime.engine.BatchingEngine;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Timing;
import java.time.Clock;
import java.time.Duration;

/** The real engine on a device that is not there. */
final class SimulatedEngines {
  /**
   * Bound by latency: what is under way at once takes a few tenths of a second, while the processor
   * does next to nothing.
   */
  private static final Pace SLOW = new Pace(millis(40), millis(20), millis(20), millis(20), 8);

  private SimulatedEngines() {}

  static Engine slow(Configuration configuration) {
    return open(configuration, SLOW);
  }

  static Engine instant(Configuration configuration) {
    return open(configuration, Pace.INSTANT);
  }

  private static Engine open(Configuration configuration, Pace pace) {
    return BatchingEngine.open(
        CheckpointEngine.config(configuration),
        new SimulatedNetwork("simulated", pace, Mishaps.NONE),
        Clock.systemUTC());
  }

  private static Timing millis(int call) {
    return new Timing(Duration.ofMillis(call), Duration.ZERO);
  }
}

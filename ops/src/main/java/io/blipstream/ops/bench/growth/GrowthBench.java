package io.blipstream.ops.bench.growth;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.topics.Asking;
import io.blipstream.ops.bench.topics.BenchTopics;
import io.blipstream.ops.bench.topics.Events;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.schemas.Instruction;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Three instances of the application against one, on one broker. The device is simulated and bound
 * by latency, as a card is: three real ones would share this machine's cores.
 */
public final class GrowthBench {
  private static final int INSTANCES = 3;
  private static final int PARTITIONS = 6;
  private static final List<List<Instruction>> ASKED = List.of(Asking.THREE.subList(0, 1));

  private GrowthBench() {}

  /**
   * @param events for one instance; three get three times as many
   * @param directory empty, the caller's to delete
   */
  public static Findings run(
      Configuration configuration, Workload pictures, int events, Path directory)
      throws InterruptedException {
    Clock clock = Clock.systemUTC();
    try (BenchTopics topics = BenchTopics.start(configuration, PARTITIONS, directory, clock);
        Engine first = SimulatedEngines.slow(configuration);
        Pipeline one = topics.instance("0", first)) {
      Events made = new Events(pictures, clock);
      topics.through(made.next(events / 2, ASKED));
      double alone = topics.through(made.next(events, ASKED)) / events;
      try (Engine second = SimulatedEngines.slow(configuration);
          Engine third = SimulatedEngines.slow(configuration);
          Pipeline two = topics.instance("1", second);
          Pipeline three = topics.instance("2", third)) {
        // While partitions move some stand still; this round is not counted.
        topics.through(made.next(INSTANCES * events / 2, ASKED));
        long[] before = {images(first), images(second), images(third)};
        double together =
            topics.through(made.next(INSTANCES * events, ASKED)) / (INSTANCES * events);
        requireAllAtWork(one, two, three);
        return new Findings("growth")
            .with("instances", INSTANCES)
            .with("ratio", alone / together)
            .with("events_per_s_of_one", 1 / alone)
            .with("events_per_s_together", 1 / together)
            .with(
                "events_by_instance",
                List.of(
                    images(first) - before[0],
                    images(second) - before[1],
                    images(third) - before[2]))
            .with("partitions", PARTITIONS);
      }
    }
  }

  private static long images(Engine engine) {
    return engine.stats().images();
  }

  private static void requireAllAtWork(Pipeline... pipelines) {
    for (Pipeline pipeline : pipelines) {
      if (pipeline.failed()) {
        throw new IllegalStateException("an instance gave up");
      }
    }
  }
}

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an event costs as the stream grows, in everything around the device: each power of ten is
 * measured as one stretch of the same stream, from where the last one ended.
 */
public final class LongStreamBench {
  private static final int PARTITIONS = 4;

  /** Published ahead of their results; what lies on topics costs nothing. */
  private static final int CHUNK = 1_000;

  private static final int WARM = 3_000;
  private static final List<List<Instruction>> ASKED = List.of(Asking.THREE.subList(0, 1));

  private LongStreamBench() {}

  /**
   * @param events in all, 1,000 at least
   * @param directory empty, the caller's to delete
   */
  public static Findings run(
      Configuration configuration, Workload pictures, int events, Path directory)
      throws InterruptedException {
    Clock clock = Clock.systemUTC();
    Map<String, Double> micros = new LinkedHashMap<>();
    double first = 0;
    double last = 0;
    try (Engine engine = SimulatedEngines.instant(configuration);
        BenchTopics topics = BenchTopics.start(configuration, PARTITIONS, directory, clock);
        Pipeline pipeline = topics.instance("0", engine)) {
      Events made = new Events(pictures, clock);
      // A Java program is slow at first; that is no growth.
      stretch(topics, made, Math.min(WARM, events));
      int done = 0;
      for (int until = 1_000; done < events; until = Math.min(events, 10 * until)) {
        last = stretch(topics, made, until - done) / (until - done) * 1e6;
        first = first == 0 ? last : first;
        micros.put("to " + until, Findings.rounded(last));
        done = until;
      }
      if (pipeline.failed()) {
        throw new IllegalStateException("the pipeline gave up");
      }
    }
    return new Findings("growth")
        .with("events", events)
        .with("ratio", last / first)
        .with("microseconds_per_event", micros)
        .with("partitions", PARTITIONS);
  }

  private static double stretch(BenchTopics topics, Events made, int count) {
    double seconds = 0;
    for (int left = count; left > 0; left -= CHUNK) {
      seconds += topics.through(made.next(Math.min(CHUNK, left), ASKED));
    }
    return seconds;
  }
}

package io.blipstream.ops.bench.growth;

import com.sun.management.OperatingSystemMXBean;
import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.topics.Asking;
import io.blipstream.ops.bench.topics.BenchTopics;
import io.blipstream.ops.bench.topics.Events;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.schemas.Instruction;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What an event costs as the stream grows, in everything around the device: each power of ten is
 * measured as one stretch of the same stream, from where the last one ended.
 */
public final class LongStreamBench {
  private static final int PARTITIONS = 4;

  /** Published ahead of their results; what lies on topics costs nothing. */
  private static final int CHUNK = 1_000;

  private static final int WARM = 3_000;

  /** Other work on the machine hardly changes what it tells, unlike a clock. */
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

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
    List<Cost> costs = new ArrayList<>();
    try (Engine engine = SimulatedEngines.instant(configuration);
        BenchTopics topics = BenchTopics.start(configuration, PARTITIONS, directory, clock);
        Pipeline pipeline = topics.instance("0", engine)) {
      Events made = new Events(pictures, clock);
      // A Java program is slow at first; that is no growth.
      var unused = stretch(topics, made, 0, Math.min(WARM, events));
      int done = 0;
      for (int until = 1_000; done < events; until = Math.min(events, 10 * until)) {
        costs.add(stretch(topics, made, until, until - done));
        done = until;
      }
      if (pipeline.failed()) {
        throw new IllegalStateException("the pipeline gave up");
      }
    }
    Cost first = costs.get(0);
    Cost last = costs.get(costs.size() - 1);
    return new Findings("growth")
        .with("events", events)
        .with("ratio", last.micros() / first.micros())
        .with("processor_ratio", last.processorMicros() / first.processorMicros())
        .with("microseconds_per_event", byEvents(costs, Cost::micros))
        .with("processor_microseconds_per_event", byEvents(costs, Cost::processorMicros))
        .with("partitions", PARTITIONS);
  }

  private static Cost stretch(BenchTopics topics, Events made, int until, int count) {
    double seconds = 0;
    long before = PROCESS.getProcessCpuTime();
    for (int left = count; left > 0; left -= CHUNK) {
      seconds += topics.through(made.next(Math.min(CHUNK, left), ASKED));
    }
    long nanos = PROCESS.getProcessCpuTime() - before;
    return new Cost(until, seconds / count * 1e6, nanos / 1e3 / count);
  }

  private static Map<String, Double> byEvents(List<Cost> costs, ToDoubleFunction<Cost> figure) {
    Map<String, Double> figures = new LinkedHashMap<>();
    costs.forEach(
        cost -> figures.put("to " + cost.until(), Findings.rounded(figure.applyAsDouble(cost))));
    return figures;
  }

  /** Of each event of a stretch, by the clock, and by what all threads of the process computed. */
  private record Cost(int until, double micros, double processorMicros) {}
}

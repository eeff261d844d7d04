package io.blipstream.ops.bench.pipeline;

import com.sun.management.OperatingSystemMXBean;
import io.blipstream.ops.bench.Feeder;
import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Pass;
import io.blipstream.ops.bench.Rounds;
import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.topics.Asking;
import io.blipstream.ops.bench.topics.BenchTopics;
import io.blipstream.ops.bench.topics.Events;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The pipeline's share of what the engine does alone, turn by turn: events through broker, registry
 * and topology until readers of committed records have every result; then the very requests that
 * the topology made of them, straight to the engine.
 */
public final class PipelineBench {
  private static final int PARTITIONS = 4;

  /** Other work on the machine hardly changes what it tells, unlike a clock. */
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private PipelineBench() {}

  /**
   * @param warmUp events that go through first, and are not counted: a pipeline runs for days, so
   *     what its first thousands cost while the virtual machine still compiles is no part of it
   * @param events of each turn, with three instructions each
   * @param directory empty, the caller's to delete
   */
  public static Findings run(
      Configuration configuration,
      Engine engine,
      Workload pictures,
      int warmUp,
      int events,
      int rounds,
      Path directory)
      throws InterruptedException {
    Clock clock = Clock.systemUTC();
    RecordingEngine recording = new RecordingEngine(engine);
    Feeder feeder = new Feeder(engine, Feeder.WINDOW);
    List<Double> shares = new ArrayList<>();
    List<Double> processorShares = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    List<Double> fills = new ArrayList<>();
    List<Double> directFills = new ArrayList<>();
    List<Double> paddings = new ArrayList<>();
    List<Double> directRates = new ArrayList<>();
    try (BenchTopics topics = BenchTopics.start(configuration, PARTITIONS, directory, clock);
        Pipeline pipeline = topics.instance("0", recording)) {
      Events made = new Events(pictures, clock);
      List<List<Instruction>> asked = List.of(Asking.THREE);
      topics.through(made.next(warmUp, asked));
      feeder.run(recording.taken().pass(0, Lane.STANDARD));
      for (int round = 1; round <= rounds; round++) {
        EngineStats before = engine.stats();
        List<ImageEvent> next = made.next(events, asked);
        long start = PROCESS.getProcessCpuTime();
        double seconds = topics.through(next);
        long through = PROCESS.getProcessCpuTime();
        EngineStats between = engine.stats();
        List<ImageRequest> requests = recording.taken().pass(round, Lane.STANDARD);
        long again = PROCESS.getProcessCpuTime();
        Pass direct = feeder.run(requests);
        processorShares.add((double) (PROCESS.getProcessCpuTime() - again) / (through - start));
        EngineStats.Filling filling = between.filling().since(before.filling());
        fills.add(filling.share());
        paddings.add(filling.paddingShare());
        directFills.add(engine.stats().filling().since(between.filling()).share());
        directRates.add(direct.requestsPerSecond());
        rates.add(events * asked.get(0).size() / seconds);
        shares.add(direct.seconds() / seconds);
      }
      if (pipeline.failed()) {
        throw new IllegalStateException("the pipeline gave up");
      }
    }
    return new Findings("pipeline")
        .with("ratio", Rounds.median(shares))
        .with("ratio_by_round", shares.stream().map(Findings::rounded).toList())
        .with("processor_ratio", Rounds.median(processorShares))
        .with("results_per_s", Rounds.median(rates))
        .with("direct_per_s", Rounds.median(directRates))
        .with("mean_batch_fill", Rounds.median(fills))
        .with("direct_batch_fill", Rounds.median(directFills))
        .with("padding", Rounds.median(paddings))
        .with("events", events)
        .with("partitions", PARTITIONS);
  }
}

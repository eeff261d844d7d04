package io.blipstream.ops.bench.fanout;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Rounds;
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
import java.util.ArrayList;
import java.util.List;

/** {@link FanoutBench} from topic to topic: events with three instructions, and with one. */
public final class TopicFanoutBench {
  private static final int PARTITIONS = 4;

  private TopicFanoutBench() {}

  /**
   * @param directory empty, the caller's to delete
   */
  public static Findings run(
      Configuration configuration, Engine engine, Workload pictures, int rounds, Path directory)
      throws InterruptedException {
    Clock clock = Clock.systemUTC();
    List<List<Instruction>> one = Asking.THREE.stream().map(List::of).toList();
    List<List<Instruction>> three = List.of(Asking.THREE);
    int events = pictures.items().size();
    List<Double> ratios = new ArrayList<>();
    try (BenchTopics topics = BenchTopics.start(configuration, PARTITIONS, directory, clock);
        Pipeline pipeline = topics.instance("0", engine)) {
      Events made = new Events(pictures, clock);
      topics.through(made.next(events, three));
      topics.through(made.next(events, one));
      for (int round = 0; round < rounds; round++) {
        double ones = topics.through(made.next(events, one));
        ratios.add(topics.through(made.next(events, three)) / ones);
      }
      if (pipeline.failed()) {
        throw new IllegalStateException("the pipeline gave up");
      }
    }
    return new Findings("fanout")
        .with("through", "pipeline")
        .with("ratio", Rounds.median(ratios))
        .with("ratio_by_round", ratios.stream().map(Findings::rounded).toList())
        .with("pictures", events);
  }
}

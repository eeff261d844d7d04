package io.blipstream.ops.bench.alternatives;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Rounds;
import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.bench.topics.Asking;
import io.blipstream.ops.bench.topics.BenchTopics;
import io.blipstream.ops.bench.topics.Events;
import io.blipstream.ops.bench.topics.ResultCount;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.schemas.ImageEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pipeline beside a synchronous Streams processor and, where there is a Python for it, beside a
 * consumer with transformers at its best batch size: topic to topic, turn by turn in one run.
 */
public final class AlternativesBench {
  private static final int PARTITIONS = 4;
  private static final List<Integer> PYTHON_BATCHES = List.of(16, 32, 64);

  /**
   * How the Python consumer is started.
   *
   * @param executable a Python
   * @param script the consumer
   * @param device as PyTorch names it
   */
  public record Python(Path executable, Path script, String device) {}

  private final BenchTopics topics;
  private final Events made;
  private final Path model;
  private final int events;

  private AlternativesBench(BenchTopics topics, Workload pictures, Path model, int events) {
    this.topics = topics;
    this.made = new Events(pictures, Clock.systemUTC());
    this.model = model;
    this.events = events;
  }

  /**
   * @param events of a turn, three instructions each
   * @param directory empty, the caller's to delete
   */
  public static Findings run(
      Configuration configuration,
      Engine engine,
      Workload pictures,
      Optional<Python> python,
      int events,
      int rounds,
      Path directory)
      throws InterruptedException {
    try (BenchTopics topics =
            BenchTopics.start(configuration, PARTITIONS, directory, Clock.systemUTC());
        Pipeline pipeline = topics.instance("0", engine)) {
      Path model = configuration.value(Keys.MODEL_DIR);
      AlternativesBench bench = new AlternativesBench(topics, pictures, model, events);
      Findings findings = new Findings("alternatives").with("events", events);
      topics.through(bench.next(events / 2 + 1));
      bench.synchronous(engine, rounds, directory.resolve("synchronous"), findings);
      if (python.isPresent()) {
        bench.python(python.get(), rounds, findings);
      }
      if (pipeline.failed()) {
        throw new IllegalStateException("the pipeline gave up");
      }
      return findings;
    }
  }

  private void synchronous(Engine engine, int rounds, Path state, Findings findings) {
    try (SynchronousStreams streams = SynchronousStreams.start(topics, engine, PARTITIONS, state);
        ResultCount counted = topics.resultsOf(SynchronousStreams.SINK)) {
      topics.through(SynchronousStreams.SOURCE, counted, next(PARTITIONS * 4));
      turns("synchronous", SynchronousStreams.SOURCE, counted, rounds, findings);
    }
  }

  private void python(Python python, int rounds, Findings findings) throws InterruptedException {
    topics.create(PythonConsumer.SOURCE, PythonConsumer.SINK);
    try (ResultCount counted = topics.resultsOf(PythonConsumer.SINK)) {
      Map<Integer, Double> rates = new LinkedHashMap<>();
      for (int batch : PYTHON_BATCHES) {
        try (PythonConsumer consumer = start(python, batch)) {
          warm(counted, batch);
          double seconds = topics.through(PythonConsumer.SOURCE, counted, next(events / 2 + 1));
          rates.put(batch, (events / 2 + 1) / seconds);
        }
      }
      int best = rates.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      try (PythonConsumer consumer = start(python, best)) {
        warm(counted, best);
        turns("python", PythonConsumer.SOURCE, counted, rounds, findings);
      }
      findings.with("python_best_batch", best);
    }
  }

  private PythonConsumer start(Python python, int batch) {
    return PythonConsumer.start(
        topics, python.executable(), python.script(), model, python.device(), batch);
  }

  private void warm(ResultCount counted, int batch) {
    topics.through(PythonConsumer.SOURCE, counted, next(batch));
  }

  private void turns(
      String name, String source, ResultCount counted, int rounds, Findings findings) {
    List<Double> factors = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ours.add(events / topics.through(next(events)));
      theirs.add(events / topics.through(source, counted, next(events)));
      factors.add(ours.get(round) / theirs.get(round));
    }
    findings
        .with("factor_over_" + name, Rounds.median(factors))
        .with("factor_over_" + name + "_by_round", factors.stream().map(Findings::rounded).toList())
        .with("events_per_s_beside_" + name, Rounds.median(ours))
        .with("events_per_s_of_" + name, Rounds.median(theirs));
  }

  private List<ImageEvent> next(int count) {
    return made.next(count, List.of(Asking.THREE));
  }
}

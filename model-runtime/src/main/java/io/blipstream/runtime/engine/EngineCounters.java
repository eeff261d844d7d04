package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.EngineStats.Filling;
import io.blipstream.runtime.engine.EngineStats.Troubles;
import io.blipstream.runtime.engine.EngineStats.Work;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Written by all threads of an engine, read by anybody. */
final class EngineCounters {
  private static final class StageCounter {
    private final LongAdder batches = new LongAdder();
    private final LongAdder items = new LongAdder();
    private final LongAdder nanos = new LongAdder();
  }

  private final Progress progress;
  private final Map<Stage, StageCounter> stages = new EnumMap<>(Stage.class);
  private final Map<BatchEnd, LongAdder> ends = new EnumMap<>(BatchEnd.class);
  private final LongAdder answers = new LongAdder();
  private final LongAdder tokens = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder room = new LongAdder();
  private final LongAdder positions = new LongAdder();
  private final LongAdder words = new LongAdder();
  private final LongAdder busy = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final LongAdder splits = new LongAdder();
  private final LongAdder shrinks = new LongAdder();
  private final LongAdder blamed = new LongAdder();

  private volatile EngineObserver observer = EngineObserver.NONE;

  EngineCounters(Progress progress) {
    this.progress = progress;
    for (Stage stage : Stage.values()) {
      stages.put(stage, new StageCounter());
    }
    for (BatchEnd end : BatchEnd.values()) {
      ends.put(end, new LongAdder());
    }
  }

  /** One more wants to know of each batch, from now on. */
  synchronized void observe(EngineObserver more) {
    if (more != EngineObserver.NONE) {
      observer = observer == EngineObserver.NONE ? more : observer.and(more);
    }
  }

  /**
   * A batch went through a stage.
   *
   * @param begin by {@link System#nanoTime}
   * @param of the requests that it was for; not looked at where nobody wants to know
   * @return nanoseconds that it took
   */
  long ran(Stage stage, int items, long begin, Stream<PendingRequest> of) {
    long nanos = System.nanoTime() - begin;
    StageCounter counter = stages.get(stage);
    counter.batches.increment();
    counter.items.add(items);
    counter.nanos.add(nanos);
    progress.made();
    EngineObserver told = observer;
    if (told != EngineObserver.NONE) {
      List<String> traces =
          of.map(request -> request.request().trace()).filter(trace -> !trace.isEmpty()).toList();
      told.ran(new EngineObserver.Batch(stage, begin, nanos, items, traces));
    }
    return nanos;
  }

  void busy(long nanos) {
    busy.add(nanos);
  }

  /** A step with so many rows, of so many that there may be. */
  void stepped(int with, int of) {
    rows.add(with);
    room.add(Math.max(with, of));
  }

  /** A padded batch of so many positions, so many of which were no padding. */
  void padded(long all, long used) {
    positions.add(all);
    words.add(used);
  }

  void ended(BatchEnd why) {
    ends.get(why).increment();
  }

  void answered(EngineObserver.Spoken answer) {
    answers.increment();
    tokens.add(answer.tokens());
    observer.said(answer);
  }

  void expired() {
    expired.increment();
  }

  void split() {
    splits.increment();
  }

  void shrunk() {
    shrinks.increment();
  }

  void blamed() {
    blamed.increment();
  }

  Map<Stage, Work> stages() {
    Map<Stage, Work> work = new EnumMap<>(Stage.class);
    stages.forEach(
        (stage, counter) ->
            work.put(
                stage, new Work(counter.batches.sum(), counter.items.sum(), counter.nanos.sum())));
    return work;
  }

  Map<BatchEnd, Long> ends() {
    Map<BatchEnd, Long> counts = new EnumMap<>(BatchEnd.class);
    ends.forEach((why, count) -> counts.put(why, count.sum()));
    return counts;
  }

  Filling filling() {
    return new Filling(rows.sum(), room.sum(), positions.sum(), positions.sum() - words.sum());
  }

  Troubles troubles() {
    return new Troubles(expired.sum(), splits.sum(), shrinks.sum(), blamed.sum());
  }

  long answers() {
    return answers.sum();
  }

  long tokens() {
    return tokens.sum();
  }

  long busyNanos() {
    return busy.sum();
  }
}

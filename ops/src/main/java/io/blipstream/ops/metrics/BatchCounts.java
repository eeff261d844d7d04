package io.blipstream.ops.metrics;

import io.blipstream.runtime.engine.EngineObserver;
import io.blipstream.runtime.engine.Stage;
import io.blipstream.topology.counts.Durations;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How large an engine's batches are and how long they take, by stage. Any thread. */
final class BatchCounts implements EngineObserver {
  private static final List<Double> SIZES =
      List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0);

  private final Map<Stage, Buckets> sizes = byStage(() -> new Buckets(SIZES));
  private final Map<Stage, Buckets> seconds = byStage(() -> new Buckets(Durations.BOUNDS));

  @Override
  public void ran(Batch batch) {
    sizes.get(batch.stage()).add(batch.items());
    seconds.get(batch.stage()).add(batch.nanos() / 1e9);
  }

  @Override
  public void said(Spoken answer) {
    // Answers are counted by the engine itself.
  }

  BatchSpreads read() {
    return new BatchSpreads(read(sizes), read(seconds));
  }

  private static Map<Stage, Histogram> read(Map<Stage, Buckets> buckets) {
    return buckets.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().read()));
  }

  private static Map<Stage, Buckets> byStage(Supplier<Buckets> made) {
    Map<Stage, Buckets> all = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      all.put(stage, made.get());
    }
    return all;
  }
}

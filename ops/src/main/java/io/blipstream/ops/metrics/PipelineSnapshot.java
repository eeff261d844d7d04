package io.blipstream.ops.metrics;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.topology.counts.TopologyStats;
import io.blipstream.topology.fetch.FetchStats;
import io.blipstream.topology.shadow.ShadowStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All numbers of one running process at one moment. Whatever the console shows and {@code /metrics}
 * says is a field of this record, or computed from its fields.
 *
 * @param at when it was taken
 * @param up since the process began to serve
 * @param state of Kafka Streams: {@code RUNNING}, {@code REBALANCING}, {@code ERROR} and so on
 * @param brokerAnswers whether the broker answered when it was asked last
 * @param model which checkpoint answers now
 * @param engine counters of the live model's engine: pictures, prompts, tokens, stages, queue by
 *     lane, why batches were closed, filling and padding, kept pictures, troubles
 * @param batches how large that engine's batches were, and how long they took
 * @param silence how long the engine has held work while none of it moved
 * @param topology counters of events: results by task and status, dead letters by fault, in flight,
 *     templates, processing time, stage times of answers
 * @param lags of this process's partitions, by number
 * @param rates over the last half minute
 * @param memory of each device
 * @param shadow what became of the shadow's share; empty without one
 * @param fetching what became of pictures by address; empty where none are fetched
 * @param canaryFallbacks events that the live model answered in the canary's place; empty without
 *     one
 */
public record PipelineSnapshot(
    Instant at,
    Duration up,
    String state,
    boolean brokerAnswers,
    ModelIdentity model,
    EngineStats engine,
    BatchSpreads batches,
    Duration silence,
    TopologyStats topology,
    List<PartitionLag> lags,
    Rates rates,
    List<DeviceMemory> memory,
    Optional<ShadowStats> shadow,
    Optional<FetchStats> fetching,
    OptionalLong canaryFallbacks) {
  public PipelineSnapshot {
    requireNonNull(at, "at");
    requireNonNull(up, "up");
    requireNonNull(state, "state");
    requireNonNull(model, "model");
    requireNonNull(engine, "engine");
    requireNonNull(batches, "batches");
    requireNonNull(silence, "silence");
    requireNonNull(topology, "topology");
    requireNonNull(rates, "rates");
    requireNonNull(shadow, "shadow");
    requireNonNull(fetching, "fetching");
    requireNonNull(canaryFallbacks, "canaryFallbacks");
    lags = List.copyOf(lags);
    memory = List.copyOf(memory);
  }

  /** Records that this process's partitions are behind, together. */
  public long lagRecords() {
    return lags.stream().mapToLong(PartitionLag::records).sum();
  }

  /** Seconds that the worst of them is behind. */
  public double lagSeconds() {
    return lags.stream().mapToDouble(PartitionLag::seconds).max().orElse(0);
  }
}

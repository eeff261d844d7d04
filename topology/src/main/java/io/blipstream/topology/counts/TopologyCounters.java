package io.blipstream.topology.counts;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.counts.TopologyStats.InFlight;
import io.blipstream.topology.counts.TopologyStats.TemplateRecords;
import io.blipstream.topology.routing.Outgoing;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts; one for the process, written by all stream threads and read by any. What it counts by is
 * bounded: nothing that a sender names.
 */
public final class TopologyCounters {
  private final LongAdder arrived = new LongAdder();
  private final LongAdder settled = new LongAdder();
  private final LongAdder tombstones = new LongAdder();
  private final Map<Said, LongAdder> results = new ConcurrentHashMap<>();
  private final Map<FaultCode, LongAdder> deadLetters = new ConcurrentHashMap<>();
  private final Map<FaultCode, LongAdder> retries = new ConcurrentHashMap<>();
  private final Map<FaultCode, LongAdder> givenUp = new ConcurrentHashMap<>();
  private final DurationCounter processing = new DurationCounter();
  private final Map<PromptStage, DurationCounter> prompts = new EnumMap<>(PromptStage.class);

  /** Each entry is its stream thread's, who replaces it. */
  private final Map<Integer, PartitionStats> partitions = new ConcurrentHashMap<>();

  public TopologyCounters() {
    for (PromptStage stage : PromptStage.values()) {
      prompts.put(stage, new DurationCounter());
    }
  }

  public void arrived() {
    arrived.increment();
  }

  /** All was forwarded that became of a record. */
  public void settled(long nanosSinceArrival) {
    settled.increment();
    processing.add(nanosSinceArrival);
  }

  /** A record went out. */
  public void forwarded(Outgoing outgoing) {
    Outgoing.Content content = outgoing.content();
    if (content instanceof Outgoing.Answered answered) {
      count(results, new Said(answered.task(), answered.status()));
    } else if (content instanceof Outgoing.Refused refused) {
      count(deadLetters, refused.code());
    } else {
      tombstones.increment();
    }
  }

  /** What the engine said of one event. */
  public void replied(Reply reply) {
    if (reply instanceof Reply.Answered answered) {
      for (Outcome outcome : answered.outcomes()) {
        if (outcome instanceof Outcome.Answer answer) {
          prompts.forEach((stage, counter) -> counter.add(stage.nanos(answer.times())));
        }
      }
    }
  }

  /** A request is made again. */
  public void retried(FaultCode code) {
    count(retries, code);
  }

  /** A task is given up, and its records are read again. */
  public void gaveUp(FaultCode code) {
    count(givenUp, code);
  }

  /** Where the calling stream thread stands in a partition. */
  public void stands(int partition, PartitionStats stats) {
    partitions.put(partition, stats);
  }

  /** The partition is not the calling stream thread's any more. */
  public void left(int partition) {
    partitions.remove(partition);
  }

  /** All of it, with what others know. */
  public TopologyStats read(InFlight inFlight, TemplateRecords templates) {
    return new TopologyStats(
        arrived.sum(),
        settled.sum(),
        read(results, LongAdder::sum),
        read(deadLetters, LongAdder::sum),
        tombstones.sum(),
        read(retries, LongAdder::sum),
        read(givenUp, LongAdder::sum),
        processing.read(),
        read(prompts, DurationCounter::read),
        inFlight,
        templates,
        partitions);
  }

  private static <K> void count(Map<K, LongAdder> counts, K key) {
    counts.computeIfAbsent(key, any -> new LongAdder()).increment();
  }

  private static <K, C, V> Map<K, V> read(Map<K, C> counters, Function<C, V> value) {
    return counters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> value.apply(each.getValue())));
  }
}

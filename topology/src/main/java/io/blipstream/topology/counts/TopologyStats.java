package io.blipstream.topology.counts;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FaultCode;
import java.util.Map;

/**
 * What became of the events of this process since its start. It counts what was forwarded: where a
 * transaction is given up, its records are forwarded again, and counted again.
 *
 * @param arrived records read from the image events
 * @param settled records that all was forwarded of
 * @param results forwarded
 * @param deadLetters forwarded, by fault; refused templates included
 * @param tombstones forwarded, for subjects that are to be forgotten
 * @param retries requests to the engine that failed and are made again, by fault
 * @param givenUp tasks that were given up and read again, by fault
 * @param processing from a record's arrival to the forwarding of all that became of it
 * @param prompts stage times of the answers
 * @param inFlight what is at the engine now
 * @param templates what became of the template records
 * @param partitions those of this process, by number
 */
public record TopologyStats(
    long arrived,
    long settled,
    Map<Said, Long> results,
    Map<FaultCode, Long> deadLetters,
    long tombstones,
    Map<FaultCode, Long> retries,
    Map<FaultCode, Long> givenUp,
    Durations processing,
    Map<PromptStage, Durations> prompts,
    InFlight inFlight,
    TemplateRecords templates,
    Map<Integer, PartitionStats> partitions) {
  public TopologyStats {
    requireNonNull(processing, "processing");
    requireNonNull(inFlight, "inFlight");
    requireNonNull(templates, "templates");
    results = Map.copyOf(results);
    deadLetters = Map.copyOf(deadLetters);
    retries = Map.copyOf(retries);
    givenUp = Map.copyOf(givenUp);
    prompts = Map.copyOf(prompts);
    partitions = Map.copyOf(partitions);
  }

  /**
   * What is at the engine, and what may be.
   *
   * @param bytes of records and pictures
   */
  public record InFlight(int events, long bytes, int maxEvents, long maxBytes) {}

  /**
   * What became of the template records read since the start, the reading back at start included.
   *
   * @param accepted new valid versions
   * @param unreadable records that are no template
   * @param invalid templates that no prompt can be worded with
   * @param contradicting records that would have changed a published version
   */
  public record TemplateRecords(long accepted, long unreadable, long invalid, long contradicting) {}

  /** All results together. */
  public long resultCount() {
    return sum(results);
  }

  /** All dead letters together. */
  public long deadLetterCount() {
    return sum(deadLetters);
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}

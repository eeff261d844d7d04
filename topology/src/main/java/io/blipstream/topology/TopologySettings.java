package io.blipstream.topology;

import static java.util.Objects.requireNonNull;

import io.blipstream.topology.enrichment.EnrichmentSettings;

/**
 * What can be set about the topology.
 *
 * @param partitions of the topics that {@link Topics#toCreate} describes, and stream threads of an
 *     instance: one thread for each partition keeps a busy one from delaying the others
 * @param largestRecord bytes of the largest image event that is expected, headers and key included
 * @param largestLetter bytes of the largest message that the dead letters' topic takes; an original
 *     that does not fit is left out of its letter
 */
public record TopologySettings(
    Topics topics,
    int partitions,
    int largestRecord,
    int largestLetter,
    EnrichmentSettings enrichment) {
  /** A dead letter holds the whole record and says something about it besides. */
  private static final int ENVELOPE = 32 << 10;

  /** Of a topic for dead letters: one without its original must fit. */
  public static final int LEAST_LETTER = 2 * ENVELOPE;

  private static final int LARGEST = 1 << 30;

  public static final TopologySettings DEFAULT =
      new TopologySettings(new Topics(""), 6, 16 << 20, EnrichmentSettings.DEFAULT);

  public TopologySettings {
    requireNonNull(topics, "topics");
    requireNonNull(enrichment, "enrichment");
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions is " + partitions + ", must be positive");
    }
    if (largestRecord < 1 || largestRecord > LARGEST) {
      throw new IllegalArgumentException(
          "largest record is " + largestRecord + ", must be 1 to " + LARGEST);
    }
    if (largestLetter < LEAST_LETTER) {
      throw new IllegalArgumentException(
          "largest dead letter is " + largestLetter + ", must be at least " + LEAST_LETTER);
    }
  }

  /** For a topic of dead letters that takes every record with its envelope. */
  public TopologySettings(
      Topics topics, int partitions, int largestRecord, EnrichmentSettings enrichment) {
    this(topics, partitions, largestRecord, largestRecord + LEAST_LETTER, enrichment);
  }

  /** The same for other topics. */
  public TopologySettings withTopics(Topics other) {
    return new TopologySettings(other, partitions, largestRecord, largestLetter, enrichment);
  }

  /** The same with another number of partitions and stream threads. */
  public TopologySettings withPartitions(int other) {
    return new TopologySettings(topics, other, largestRecord, largestLetter, enrichment);
  }

  /** The same with other bounds, waits and decoding options. */
  public TopologySettings withEnrichment(EnrichmentSettings other) {
    return new TopologySettings(topics, partitions, largestRecord, largestLetter, other);
  }

  /** The same for a topic of dead letters that takes no longer messages than these. */
  public TopologySettings withLettersUpTo(int bytes) {
    return new TopologySettings(
        topics, partitions, largestRecord, Math.min(largestLetter, bytes), enrichment);
  }

  /** Bytes that the values of one record's dead letters may have. */
  int largestDeadLetter() {
    return largestLetter - ENVELOPE;
  }

  /** Bytes of the largest message that is written: a dead letter with its key and headers. */
  int largestMessage() {
    return largestLetter;
  }
}

package io.blipstream.topology.counts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a task stands in its partition of the image events.
 *
 * @param next offset of the first record that is not forwarded
 * @param open records that were read and are not forwarded
 * @param oldest timestamp of the first of them
 */
public record PartitionStats(long next, int open, Optional<Instant> oldest) {
  public PartitionStats {
    requireNonNull(oldest, "oldest");
  }
}

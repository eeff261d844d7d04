package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.topology.retry.Backoff;
import io.blipstream.topology.watermark.CommitMode;
import java.util.Set;

/**
 * How events are enriched.
 *
 * @param decoding for instructions whose template says nothing either
 * @param backoff between attempts at what may succeed later
 * @param latestOnly feeds of which only a subject's newest event counts
 */
public record EnrichmentSettings(
    InFlightBounds inFlight,
    Waits waits,
    DecodingOptions decoding,
    Backoff backoff,
    CommitMode commitMode,
    Set<String> latestOnly) {
  public static final EnrichmentSettings DEFAULT =
      new EnrichmentSettings(InFlightBounds.DEFAULT, Waits.DEFAULT, DecodingOptions.DEFAULT);

  public EnrichmentSettings {
    requireNonNull(inFlight, "inFlight");
    requireNonNull(waits, "waits");
    requireNonNull(decoding, "decoding");
    requireNonNull(backoff, "backoff");
    requireNonNull(commitMode, "commitMode");
    latestOnly = Set.copyOf(latestOnly);
  }

  /** All events count, and nothing waits for a commit. */
  public EnrichmentSettings(InFlightBounds inFlight, Waits waits, DecodingOptions decoding) {
    this(inFlight, waits, decoding, Backoff.DEFAULT, CommitMode.LOW_WATERMARK, Set.of());
  }

  /** The same with other pauses between attempts. */
  public EnrichmentSettings withBackoff(Backoff other) {
    return new EnrichmentSettings(inFlight, waits, decoding, other, commitMode, latestOnly);
  }

  /** The same with another way to commit. */
  public EnrichmentSettings withCommitMode(CommitMode other) {
    return new EnrichmentSettings(inFlight, waits, decoding, backoff, other, latestOnly);
  }

  /** The same with other feeds of which only the newest counts. */
  public EnrichmentSettings withLatestOnly(Set<String> feeds) {
    return new EnrichmentSettings(inFlight, waits, decoding, backoff, commitMode, feeds);
  }
}

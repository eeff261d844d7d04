package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.DecodingOptions;

/**
 * How events are enriched.
 *
 * @param decoding for instructions whose template says nothing either
 */
public record EnrichmentSettings(InFlightBounds inFlight, Waits waits, DecodingOptions decoding) {
  public static final EnrichmentSettings DEFAULT =
      new EnrichmentSettings(InFlightBounds.DEFAULT, Waits.DEFAULT, DecodingOptions.DEFAULT);

  public EnrichmentSettings {
    requireNonNull(inFlight, "inFlight");
    requireNonNull(waits, "waits");
    requireNonNull(decoding, "decoding");
  }
}

package io.blipstream.ops.fetch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * What may be fetched, and with what patience.
 *
 * @param places none for not fetching at all
 * @param addresses that may be connected to though they are not public
 * @param maxBytes of a picture
 */
public record FetchSettings(
    List<AllowedPlace> places,
    List<AddressRange> addresses,
    long maxBytes,
    int maxRedirects,
    Patience patience,
    int threads,
    int perHost) {
  public FetchSettings {
    places = List.copyOf(places);
    addresses = List.copyOf(addresses);
    requireNonNull(patience, "patience");
  }

  /**
   * How long things may take.
   *
   * @param connect until a connection stands
   * @param silence until the first byte, and from one to the next
   * @param whole the fetch with all its redirects, and its waiting
   */
  public record Patience(Duration connect, Duration silence, Duration whole) {
    public Patience {
      requireNonNull(connect, "connect");
      requireNonNull(silence, "silence");
      requireNonNull(whole, "whole");
    }
  }
}

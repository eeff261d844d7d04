package io.blipstream.ops.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The keys of traces. */
public final class TraceKeys {
  public static final Key<Optional<URI>> ENDPOINT =
      new Key<>(
          "trace.endpoint",
          "Where spans are sent, by OTLP over HTTP, such as `http://collector:4318/v1/traces`; empty"
              + " traces nothing, and passes traces through as they come.",
          ValueType.of("address with `http` or `https`; empty for none", TraceKeys::address),
          Optional.of(""));
  public static final Key<Double> SHARE =
      new Key<>(
          "trace.share",
          "Share of the events that come without a trace of which one is begun; where one comes in,"
              + " its sender has decided.",
          ValueType.fraction(),
          Optional.of("1"));

  private TraceKeys() {}

  static List<Key<?>> all() {
    return List.of(ENDPOINT, SHARE);
  }

  private static Optional<URI> address(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    URI address = URI.create(text);
    if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
      throw new IllegalArgumentException("no address");
    }
    return Optional.of(address);
  }
}

package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How often the engine was asked about one event; times are the steady clock's.
 *
 * @param made so far
 * @param first when the first was made, or became possible
 * @param notBefore when the next may be made
 */
record Attempts(int made, Instant first, Instant notBefore) {
  Attempts {
    requireNonNull(first, "first");
    requireNonNull(notBefore, "notBefore");
  }

  static Attempts none(Instant now) {
    return new Attempts(0, now, now);
  }

  Attempts made(Instant now) {
    return new Attempts(made + 1, made == 0 ? now : first, notBefore);
  }

  Attempts resting(Instant until) {
    return new Attempts(made, first, until);
  }
}

package io.blipstream.ops.feedback;

import java.time.Instant;
import java.util.Optional;

/**
 * When corrections must have been given to count.
 *
 * @param since then or later
 * @param until before
 */
public record Period(Optional<Instant> since, Optional<Instant> until) {
  public static final Period ALWAYS = new Period(Optional.empty(), Optional.empty());

  boolean holds(Instant at) {
    return since.map(begin -> !at.isBefore(begin)).orElse(true)
        && until.map(at::isBefore).orElse(true);
  }
}

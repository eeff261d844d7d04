package io.blipstream.topology.retry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * When to try again what failed and may succeed later: after pauses that double.
 *
 * <p>Without jitter: what would be spread by it comes from many partitions at many times already,
 * and meets in one queue.
 *
 * @param first pause
 * @param longest pause
 * @param atMost how long to go on after the first attempt; a deadline may end it sooner
 */
public record Backoff(Duration first, Duration longest, Duration atMost) {
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(1));

  private static final int MOST_DOUBLINGS = 30;

  public Backoff {
    requireNonNull(first, "first");
    requireNonNull(longest, "longest");
    requireNonNull(atMost, "atMost");
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("pauses must be positive, and the first the shortest");
    }
    if (atMost.isNegative()) {
      throw new IllegalArgumentException("a time to go on must not be negative");
    }
  }

  /** The same for another time. */
  public Backoff within(Duration other) {
    return new Backoff(first, longest, other);
  }

  /**
   * How long to wait for the next attempt; empty where it is not worth it any more.
   *
   * @param attempts made so far, at least one
   * @param since the first of them
   */
  public Optional<Duration> pause(int attempts, Duration since) {
    Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    Duration pause = doubled.compareTo(longest) > 0 ? longest : doubled;
    return since.plus(pause).compareTo(atMost) > 0 ? Optional.empty() : Optional.of(pause);
  }
}

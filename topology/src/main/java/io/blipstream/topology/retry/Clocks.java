package io.blipstream.topology.retry;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What time it is, and how much of it passes: a clock on the wall may be put back or forward, by an
 * hour if need be, and nobody is to wait an hour for that.
 *
 * @param wall for moments that others name or read: deadlines, when something was said
 * @param steady for how long something is waited for
 */
public record Clocks(Clock wall, Clock steady) {
  public Clocks {
    requireNonNull(wall, "wall");
    requireNonNull(steady, "steady");
  }

  /** The steady one runs by {@link System#nanoTime()}. */
  public static Clocks of(Clock wall) {
    return new Clocks(wall, new Steady(wall.instant()));
  }

  private static final class Steady extends Clock {
    /** What time it was, only so that its times look like times. */
    private final Instant begun;

    private final long start = System.nanoTime();

    private Steady(Instant begun) {
      this.begun = begun;
    }

    @Override
    public Instant instant() {
      return begun.plusNanos(System.nanoTime() - start);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("it tells no time of day");
    }
  }
}

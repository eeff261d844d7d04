package io.blipstream.ops.deadletters;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** So many records a second at most. Of one thread. */
public final class Pace {
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final long nanosBetween;
  private long next = System.nanoTime();

  private Pace(long nanosBetween) {
    this.nanosBetween = nanosBetween;
  }

  /**
   * @param perSecond above 0; empty for no limit
   */
  public static Pace of(OptionalDouble perSecond) {
    if (perSecond.isEmpty()) {
      return new Pace(0);
    }
    double rate = perSecond.getAsDouble();
    if (!(rate >= 0.001 && rate <= 1e9)) {
      throw new IllegalArgumentException("a rate must be 0.001 to 1000000000 a second");
    }
    return new Pace((long) (TimeUnit.SECONDS.toNanos(1) / rate));
  }

  /**
   * Waits until the next one may go.
   *
   * @param beforeALongWait what must not stay open meanwhile
   */
  void await(Runnable beforeALongWait) throws InterruptedException {
    long now = System.nanoTime();
    long wait = next - now;
    if (wait > LONG_NANOS) {
      beforeALongWait.run();
    }
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
    }
    next = Math.max(next, now) + nanosBetween;
  }
}

package io.blipstream.runtime.engine.schedule;

/**
 * How many items a batch may have while somebody urgent may come any moment: a batch that runs
 * cannot be stopped, so it must not take longer than a part of what an urgent request itself takes.
 *
 * <p>Both times are means that follow what was measured. Not thread-safe.
 */
public final class Quantum {
  private static final double PART = 0.5;
  private static final double WEIGHT = 0.1;

  private double urgentNanos;
  private double itemNanos;

  /** An urgent request took this long on the device, alone. */
  public void urgent(long nanos) {
    urgentNanos = mean(urgentNanos, (double) nanos);
  }

  /** A batch took this long. */
  public void batch(int items, long nanos) {
    itemNanos = mean(itemNanos, (double) nanos / items);
  }

  /** Items whose batch takes its part of the urgent's time; 1 at least, all while unknown. */
  public int items(int most) {
    if (urgentNanos == 0 || itemNanos == 0) {
      return most;
    }
    return Math.max(1, (int) Math.min(most, PART * urgentNanos / itemNanos));
  }

  private static double mean(double old, double value) {
    return old == 0 ? value : old + WEIGHT * (value - old);
  }
}

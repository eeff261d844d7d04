package io.blipstream.runtime.engine.schedule;

/**
 * How large a batch may be on this device, found out by trying: memory that runs out halves it,
 * full batches that fit let it grow again, more slowly after every failure, so that a limit once
 * found is not run into all the time.
 *
 * <p>Written by one thread, read by any.
 */
public final class BatchLimit {
  private static final int PATIENCE = 8;
  private static final int LONGEST_PATIENCE = 1_024;

  private final int most;
  private volatile int now;
  private int patience = PATIENCE;
  private int fitting;

  /**
   * @param most never to be exceeded, and what is tried first
   */
  public BatchLimit(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a batch of " + most);
    }
    this.most = most;
    this.now = most;
  }

  /** Items that a batch may have now. */
  public int now() {
    return now;
  }

  /** A batch went through. */
  public void fitted(int items) {
    if (items < now || now == most) {
      return;
    }
    fitting++;
    if (fitting >= patience) {
      fitting = 0;
      now = Math.min(most, now + Math.max(1, now / 4));
    }
  }

  /** Memory ran out over a batch. */
  public void exceeded(int items) {
    now = Math.max(1, Math.min(now, items) / 2);
    fitting = 0;
    patience = Math.min(LONGEST_PATIENCE, 2 * patience);
  }
}

package io.blipstream.topology.enrichment;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What may be at the engine at once, by number and by bytes: one for the process, shared by all
 * tasks. One window per task was rejected, because the device's batches then stay half empty.
 * Urgent events may go an eighth beyond it: else partitions that are full of bulk work would hold
 * up those of other partitions before the engine could tell them apart.
 *
 * <p>Any thread may call any method.
 */
public final class InFlightLimit {
  private static final int URGENT_PART = 8;

  private final int maxEvents;
  private final long maxBytes;
  private final Lock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();

  /** Guarded by the lock, as are the next two. */
  private int events;

  private long bytes;
  private long releases;
  private boolean closed;

  public InFlightLimit(InFlightBounds bounds) {
    this.maxEvents = bounds.events();
    this.maxBytes = bounds.bytes();
  }

  /**
   * Room for one event, if there is. An event larger than the whole limit gets room when it is
   * alone: else it would wait for ever.
   *
   * @param urgent whether it may take what is kept free for such
   */
  Optional<Permit> tryAcquire(long size, boolean urgent) {
    lock.lock();
    try {
      if (closed || !(events == 0 || fits(size, urgent))) {
        return Optional.empty();
      }
      events++;
      bytes += size;
      return Optional.of(new Permit(size));
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(long size, boolean urgent) {
    int most = maxEvents + (urgent ? Math.max(1, maxEvents / URGENT_PART) : 0);
    long mostBytes = maxBytes + (urgent ? maxBytes / URGENT_PART : 0);
    return events < most && bytes + size <= mostBytes;
  }

  /** From now on there is room for nothing; what has a permit keeps it. */
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when some permit was released since the call, or after a while. */
  void awaitRelease(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long before = releases;
      long nanos = atMost.toNanos();
      while (releases == before && nanos > 0) {
        nanos = released.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Events that there may be. */
  public int maxEvents() {
    return maxEvents;
  }

  /** Bytes that they may have. */
  public long maxBytes() {
    return maxBytes;
  }

  /** Events at the engine now. */
  public int events() {
    lock.lock();
    try {
      return events;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes of their records. */
  public long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Room for one event; releasing it twice is the same as once. */
  final class Permit {
    private final long size;
    private boolean held = true;

    private Permit(long size) {
      this.size = size;
    }

    void release() {
      lock.lock();
      try {
        if (held) {
          held = false;
          events--;
          bytes -= size;
          releases++;
          released.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}

package io.blipstream.runtime.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Ends requests when their time is up, wherever they are then: also where the device hangs, and the
 * thread that should look at them with it.
 */
final class DeadlineWatch {
  /** The clock is given and may jump; it is looked at as often. */
  private static final long GLANCE_MILLIS = 20;

  private record Due(Instant at, long order, PendingRequest request) {}

  private final Clock clock;
  private final Thread thread;

  /** Guarded by this. */
  private final TreeSet<Due> waiting =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));

  private long order;
  private boolean closed;

  DeadlineWatch(Clock clock) {
    this.clock = clock;
    this.thread = new Thread(this::run, "blipstream-deadlines");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Forgets it once it has ended. */
  void add(PendingRequest request) {
    if (request.request().deadline().isEmpty()) {
      return;
    }
    Due due;
    synchronized (this) {
      due = new Due(request.request().deadline().get(), order++, request);
      waiting.add(due);
      notifyAll();
    }
    request.whenOver(() -> remove(due));
  }

  private synchronized void remove(Due due) {
    waiting.remove(due);
  }

  private void run() {
    try {
      for (PendingRequest late = next(); late != null; late = next()) {
        late.expire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  private synchronized PendingRequest next() throws InterruptedException {
    while (!closed) {
      if (waiting.isEmpty()) {
        wait();
      } else if (waiting.first().at().isAfter(clock.instant())) {
        wait(GLANCE_MILLIS);
      } else {
        return waiting.pollFirst().request();
      }
    }
    return null;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}

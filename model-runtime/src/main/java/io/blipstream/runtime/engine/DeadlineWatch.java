package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.schedule.Deadlines;
import java.time.Clock;
import java.util.Optional;

/**
 * Ends requests when their time is up, wherever they are then: also where the device hangs, and the
 * thread that should look at them with it.
 */
final class DeadlineWatch {
  /** The clock is given and may jump; it is looked at as often. */
  private static final long GLANCE_MILLIS = 20;

  private final Clock clock;
  private final Thread thread;

  /** Guarded by this. */
  private final Deadlines<PendingRequest> waiting = new Deadlines<>();

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
    synchronized (this) {
      waiting.add(request.request().deadline().get(), request);
      notifyAll();
    }
    request.whenOver(() -> remove(request));
  }

  private synchronized void remove(PendingRequest request) {
    waiting.remove(request);
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
      Optional<PendingRequest> due = waiting.pollDue(clock.instant());
      if (due.isPresent()) {
        return due.get();
      }
      if (waiting.isEmpty()) {
        wait();
      } else {
        wait(GLANCE_MILLIS);
      }
    }
    return null;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}

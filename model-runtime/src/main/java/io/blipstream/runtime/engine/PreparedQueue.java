package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.schedule.FairQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Requests ready for the device, shared by all workers of one model: whichever has room takes the
 * next. Bounded by the intake's room. Any thread.
 */
final class PreparedQueue {
  private final Intake intake;
  private final int fullAt;
  private final Duration linger;

  /** Guarded by this, as is all else. */
  private final FairQueue<PreparedRequest> waiting =
      new FairQueue<>(Lane.values().length, Map.of());

  private long firstAt;
  private boolean closed;

  /**
   * @param fullAt pictures that are worth starting for at once
   * @param linger how long fewer wait for company, while more is on its way
   */
  PreparedQueue(Intake intake, int fullAt, Duration linger) {
    this.intake = intake;
    this.fullAt = fullAt;
    this.linger = linger;
  }

  /** Also for one that was taken and comes back. */
  void add(PreparedRequest request) {
    synchronized (this) {
      firstAt = waiting.size() == 0 ? System.nanoTime() : firstAt;
      PendingRequest pending = request.pending();
      waiting.add(pending.lane(), pending.request().feed(), request.prompts().size(), request);
      notifyAll();
    }
    request.pending().whenOver(() -> drop(request));
  }

  /** Nobody waits for it any more. */
  private void drop(PreparedRequest request) {
    boolean there;
    synchronized (this) {
      there = waiting.remove(request);
    }
    if (there) {
      leave(request);
      request.close();
    }
  }

  synchronized boolean has(boolean urgent) {
    int urgents = waiting.size(Lane.INTERACTIVE.rank());
    return urgent ? urgents > 0 : waiting.size() > urgents;
  }

  /**
   * Whether enough waits for a batch to be started.
   *
   * @param besideWork whether the worker has something else to do meanwhile: then a few pictures
   *     linger in any case, since batches of one or two would cost the others more than they gain;
   *     else only as long as more is on its way
   */
  synchronized boolean worthStarting(boolean urgent, boolean besideWork) {
    return has(urgent)
        && (urgent
            || waiting.size() >= fullAt
            || System.nanoTime() - firstAt >= linger.toNanos()
            || !(besideWork || intake.coming()));
  }

  /**
   * Takes the next requests; one at least if there is any.
   *
   * @param urgent either only such, or none such
   * @param pictures that may be looked at for all of them together
   * @param prompts that they may have together
   */
  List<PreparedRequest> take(boolean urgent, int pictures, int prompts) {
    List<PreparedRequest> taken = new ArrayList<>();
    synchronized (this) {
      int unseen = 0;
      int asked = 0;
      while (taken.isEmpty() || (unseen < pictures && asked < prompts)) {
        PreparedRequest next = waiting.poll(lane -> urgent == (lane == Lane.INTERACTIVE.rank()));
        if (next == null) {
          break;
        }
        taken.add(next);
        unseen += next.unseen();
        asked += next.prompts().size();
      }
      firstAt = System.nanoTime(); // who is left behind begins to linger anew: a batch just went
    }
    taken.forEach(this::leave);
    return taken;
  }

  private void leave(PreparedRequest request) {
    if (request.leave()) {
      intake.free(request.pending());
    }
  }

  /**
   * For a worker that has nothing else to do: blocks until there is something worth starting for.
   *
   * @return false once closed
   */
  synchronized boolean await() throws InterruptedException {
    while (!closed) {
      if (worthStarting(true, false) || worthStarting(false, false)) {
        return true;
      }
      if (waiting.size() == 0) {
        wait();
      } else {
        wait(1 + Math.max(0, firstAt + linger.toNanos() - System.nanoTime()) / 1_000_000);
      }
    }
    return false;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}

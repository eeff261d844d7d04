package io.blipstream.ops.bench.lanes;

import io.blipstream.ops.bench.Workload;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps an engine full until it is closed, on a thread of its own. */
final class BulkFeed implements AutoCloseable {
  private final Engine engine;
  private final Workload workload;
  private final int open;
  private final Semaphore room;
  private final AtomicLong answered = new AtomicLong();
  private final CountDownLatch saturated;
  private final Thread thread;
  private volatile boolean closed;

  private BulkFeed(Engine engine, Workload workload, int open, long firstPass) {
    this.engine = engine;
    this.workload = workload;
    this.open = open;
    this.room = new Semaphore(open);
    this.saturated = new CountDownLatch(2 * open);
    this.thread = new Thread(() -> feed(firstPass), "bulk-feed");
    thread.setDaemon(true);
  }

  static BulkFeed start(Engine engine, Workload workload, int open, long firstPass) {
    BulkFeed feed = new BulkFeed(engine, workload, open, firstPass);
    feed.thread.start();
    return feed;
  }

  /** Returns when twice as many have been submitted as are kept open: a steady state. */
  void awaitSaturation() throws InterruptedException {
    saturated.await();
  }

  /** Prompts answered so far. */
  long answered() {
    return answered.get();
  }

  private void feed(long firstPass) {
    try {
      for (long pass = firstPass; !closed; pass++) {
        for (ImageRequest request : workload.pass(pass, Lane.BULK)) {
          room.acquire();
          if (closed) {
            room.release();
            return;
          }
          var unused =
              engine
                  .submit(request)
                  .whenComplete(
                      (reply, error) -> {
                        answered.addAndGet(error == null ? request.prompts().size() : 0);
                        room.release();
                      });
          saturated.countDown();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the engine is empty again, for the next turn's sake. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
    room.acquire(open);
  }
}

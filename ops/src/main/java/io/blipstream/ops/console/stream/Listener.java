package io.blipstream.ops.console.stream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one browser is still to be told. Whoever tells never waits: where a browser is too slow, the
 * oldest is dropped, and the browser hears how much was. Any thread tells, one takes.
 */
public final class Listener implements AutoCloseable {
  private final int room;
  private final Consumer<Listener> onClose;

  /** Guarded by this, as is the next. */
  private final Deque<Told> waiting = new ArrayDeque<>();

  private long dropped;

  Listener(int room, Consumer<Listener> onClose) {
    this.room = room;
    this.onClose = requireNonNull(onClose, "onClose");
  }

  synchronized void tell(Told told) {
    if (waiting.size() == room) {
      waiting.removeFirst();
      dropped++;
    }
    waiting.addLast(told);
    notifyAll();
  }

  /** All that waits, after a word about what was dropped; empty where nothing came in time. */
  public synchronized List<Told> await(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (waiting.isEmpty() && left > 0) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
    List<Told> all = new ArrayList<>();
    if (dropped > 0) {
      all.add(new Told("", "dropped", "{\"count\":" + dropped + "}"));
      dropped = 0;
    }
    all.addAll(waiting);
    waiting.clear();
    return all;
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}

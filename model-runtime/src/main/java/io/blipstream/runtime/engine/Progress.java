package io.blipstream.runtime.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** When work last moved on. Any thread. */
final class Progress {
  private final AtomicLong last = new AtomicLong(System.nanoTime());

  /** Something moved, or there is something to do for the first time in a while. */
  void made() {
    last.set(System.nanoTime());
  }

  Duration since() {
    return Duration.ofNanos(Math.max(0, System.nanoTime() - last.get()));
  }
}

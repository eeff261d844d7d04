package io.blipstream.runtime.engine;

import java.util.concurrent.atomic.AtomicLong;

/** Written by the device thread, read by anybody. */
final class EngineCounters {
  private final AtomicLong images = new AtomicLong();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong imageBatches = new AtomicLong();
  private final AtomicLong answerBatches = new AtomicLong();
  private final AtomicLong busyNanos = new AtomicLong();

  void looked(int pictures, long nanos) {
    images.addAndGet(pictures);
    imageBatches.incrementAndGet();
    busyNanos.addAndGet(nanos);
  }

  void answered(int prompts, long nanos) {
    answers.addAndGet(prompts);
    answerBatches.incrementAndGet();
    busyNanos.addAndGet(nanos);
  }

  EngineStats snapshot(int queued) {
    return new EngineStats(
        images.get(),
        answers.get(),
        imageBatches.get(),
        answerBatches.get(),
        queued,
        busyNanos.get());
  }
}

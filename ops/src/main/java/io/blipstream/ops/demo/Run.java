package io.blipstream.ops.demo;

import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The loop of the demo: publishes on a thread of its own, collects and shows on the caller's.
 *
 * @param report takes every picture that is answered
 */
record Run(
    Publisher publisher,
    Collector collector,
    Pipeline pipeline,
    Engine engine,
    DemoOptions options,
    Showing printer,
    Optional<Report> report) {
  /** Far longer than any batch; a run that says nothing for so long will not say anything. */
  private static final Duration SILENCE = Duration.ofSeconds(90);

  /** Until all are answered, or the caller wants no more. */
  Summary until(BooleanSupplier stopped) throws InterruptedException {
    Thread publishing = new Thread(publisher, "demo-publisher");
    publishing.setDaemon(true);
    Tally tally = new Tally();
    long start = System.nanoTime();
    long heard = start;
    publishing.start();
    try {
      while (!stopped.getAsBoolean()
          && !printer.closed()
          && tally.pictures() < options.pictures().orElse(Integer.MAX_VALUE)) {
        List<AnsweredPicture> complete = collector.poll();
        if (!complete.isEmpty()) {
          heard = System.nanoTime();
        }
        for (AnsweredPicture answered : complete) {
          publisher.makeRoom();
          tally.add(answered);
          report.ifPresent(page -> page.add(answered));
          printer.answered(answered, tally, (heard - start) / 1e9);
        }
        requireProgress(tally, Duration.ofNanos(System.nanoTime() - heard));
      }
    } finally {
      publishing.interrupt();
      publishing.join();
    }
    return new Summary(
        tally, Duration.ofNanos(heard - start), collector.deadLetters(), engine.stats());
  }

  private void requireProgress(Tally tally, Duration silence) {
    if (publisher.failure() != null) {
      throw new FatalException(
          FaultCode.INTERNAL,
          "publishing failed: " + publisher.failure().getMessage(),
          publisher.failure());
    }
    if (pipeline.failed()) {
      throw new FatalException(
          FaultCode.INTERNAL, "the stream threads gave up; the log above says why");
    }
    if (silence.compareTo(patience()) > 0) {
      throw new FatalException(
          FaultCode.INTERNAL,
          "answers are missing: " + tally.pictures() + " pictures answered, then silence");
    }
  }

  /** At a slow rate the next picture may not even be due. */
  private Duration patience() {
    return options.rate().isPresent()
        ? SILENCE.plusMillis((long) (1_000 / options.rate().getAsDouble()))
        : SILENCE;
  }
}

package io.blipstream.runtime.engine;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The CPU threads that read pictures and words. Where memory runs out over a picture, it is tried
 * once more while no other is read: the lack may be anybody's fault, and only a lack that stays is
 * told, as one that may pass.
 */
final class Decoders {
  private final Intake intake;
  private final Supplier<Serving> serving;
  private final EngineCounters counters;
  private final Clock clock;
  private final List<Thread> threads = new ArrayList<>();

  /** Many read at once; who found no memory reads alone. */
  private final ReentrantReadWriteLock company = new ReentrantReadWriteLock();

  /**
   * @param serving binds to the model that serves now, which must be left again
   */
  Decoders(
      int count, Intake intake, Supplier<Serving> serving, EngineCounters counters, Clock clock) {
    this.intake = intake;
    this.serving = serving;
    this.counters = counters;
    this.clock = clock;
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::run, "blipstream-decode-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  private void run() {
    try {
      for (PendingRequest next = intake.take(); next != null; next = intake.take()) {
        boolean gone = false;
        try {
          gone = !next.overAt(clock.instant()) && read(next);
        } finally {
          intake.decoded();
          if (!gone) {
            intake.free(next);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  /** Whether it went on to the device. */
  private boolean read(PendingRequest request) {
    Serving model = serving.get();
    model.bind(request);
    long begin = System.nanoTime();
    try {
      Optional<PreparedRequest> prepared = read(request, model.preparation());
      counters.ran(Stage.DECODE, 1, begin, Stream.of(request));
      prepared.ifPresent(model.prepared()::add);
      return prepared.isPresent();
    } catch (FatalException e) {
      request.reject(e.fault());
    } catch (RetriableException e) {
      request.fail(e); // the process's fault, not the picture's
    } catch (OutOfMemoryError e) {
      request.reject(new Fault(FaultCode.OUT_OF_MEMORY, "no memory to read the picture"));
    } catch (RuntimeException | StackOverflowError e) {
      // whatever a decoder does to this thread, the future must end: somebody waits for it
      request.reject(
          new Fault(
              FaultCode.INTERNAL, "preparing the request failed: " + e.getClass().getSimpleName()));
    } finally {
      model.leave();
    }
    return false;
  }

  private Optional<PreparedRequest> read(PendingRequest request, Preparation preparation) {
    company.readLock().lock();
    try {
      return preparation.prepare(request);
    } catch (OutOfMemoryError e) {
      counters.shrunk();
    } finally {
      company.readLock().unlock();
    }
    company.writeLock().lock();
    try {
      return preparation.prepare(request);
    } finally {
      company.writeLock().unlock();
    }
  }
}

package io.blipstream.runtime.image;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what may never come back. Java cannot end a thread, so one that takes too long is
 * left to itself and counted; how many may be left so is bounded, since each keeps its picture. Any
 * thread.
 *
 * <p>Who calls waits; the hand-over costs some 20 µs.
 */
final class DecodeThreads {
  /** One for the process: threads that hang are the process's, whatever engine they served. */
  static final DecodeThreads SHARED = new DecodeThreads(8);

  private final int mostLeft;
  private final AtomicInteger left = new AtomicInteger();
  private final ThreadPoolExecutor threads;

  DecodeThreads(int mostLeft) {
    this.mostLeft = mostLeft;
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "blipstream-pixels");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many are left to themselves now. */
  int left() {
    return left.get();
  }

  /**
   * What the work returns or throws.
   *
   * @param abort is called once where it takes longer
   * @throws FatalException {@link FaultCode#IMAGE_DECODE_EXPENSIVE} where it takes longer
   * @throws RetriableException {@link FaultCode#DEVICE_UNAVAILABLE} where too many are left already
   */
  <T> T within(Duration atMost, Callable<T> work, Runnable abort) {
    if (left.get() >= mostLeft) {
      throw new RetriableException(
          FaultCode.DEVICE_UNAVAILABLE,
          mostLeft + " threads hang in pictures; the process must be started anew");
    }
    AtomicBoolean counted = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    FutureTask<T> task = new FutureTask<>(work);
    threads.execute(
        () -> {
          task.run();
          ended.set(true);
          settle(counted);
        });
    try {
      return task.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      counted.set(true);
      left.incrementAndGet();
      if (ended.get()) {
        settle(counted); // it came back in between, and saw nothing to settle
      }
      abort.run();
      throw new FatalException(
          FaultCode.IMAGE_DECODE_EXPENSIVE,
          "decoding the picture took longer than " + atMost.toMillis() + " ms",
          e);
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a picture was decoded");
    }
  }

  private void settle(AtomicBoolean counted) {
    if (counted.compareAndSet(true, false)) {
      left.decrementAndGet();
    }
  }

  /** Errors too: who asked tells a lack of memory from a fault of the picture. */
  private static RuntimeException thrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}

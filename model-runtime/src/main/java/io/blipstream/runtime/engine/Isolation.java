package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.schedule.BatchLimit;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets batches through a stage that may fail: one that fails is halved until what is poisonous
 * stands alone, and is blamed only if it fails again and a request known to be good does not. Where
 * memory was short, the stage's batches are made smaller too. Owned by a worker's thread.
 */
final class Isolation {
  private static final Logger log = LoggerFactory.getLogger(Isolation.class);
  private static final int TRIES_ALONE = 3;
  private static final int TRIES_WITHOUT_MEMORY = 8;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Network network;
  private final Runnable relief;
  private final EngineCounters counters;

  /**
   * @param relief frees what memory can be spared
   */
  Isolation(Network network, Runnable relief, EngineCounters counters) {
    this.network = network;
    this.relief = relief;
    this.counters = counters;
  }

  /**
   * Gets all items through, or blamed.
   *
   * @param limit of the stage
   * @param attempt either does all it has to for the items of a part, or throws and does nothing
   * @param blame is told which item failed, and of what fault
   * @throws BrokenDeviceException where the fault is no item's
   */
  <T> void run(
      List<T> items, BatchLimit limit, Consumer<List<T>> attempt, BiConsumer<T, Fault> blame) {
    try {
      attempt.accept(items);
      limit.fitted(items.size());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      note(e, items.size(), limit);
      retry(items, limit, attempt, blame, e);
    }
  }

  /** The same for items of which it is known already that together they fail. */
  <T> void retry(
      List<T> items,
      BatchLimit limit,
      Consumer<List<T>> attempt,
      BiConsumer<T, Fault> blame,
      Throwable failure) {
    if (items.size() > 1) {
      counters.split();
      run(items.subList(0, items.size() / 2), limit, attempt, blame);
      run(items.subList(items.size() / 2, items.size()), limit, attempt, blame);
    } else {
      alone(items, attempt, blame, failure);
    }
  }

  /** Counts a failure; whether it was for want of memory. */
  boolean note(Throwable failure, int items, BatchLimit limit) {
    boolean shortage = MemoryShortage.is(failure);
    if (shortage) {
      counters.shrunk();
      limit.exceeded(items);
    }
    log.debug("a batch of {} failed", items, failure);
    return shortage;
  }

  private <T> void alone(
      List<T> item, Consumer<List<T>> attempt, BiConsumer<T, Fault> blame, Throwable first) {
    Throwable last = first;
    for (int tried = 1;
        tried < (MemoryShortage.is(last) ? TRIES_WITHOUT_MEMORY : TRIES_ALONE);
        tried++) {
      if (MemoryShortage.is(last)) {
        relief.run();
        LockSupport.parkNanos(tried * PAUSE.toNanos());
      }
      try {
        attempt.accept(item);
        return;
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
        last = e;
      }
    }
    if (!Canary.lives(network)) {
      throw new BrokenDeviceException(last);
    }
    counters.blamed();
    log.warn("inference failed on a single request: {}", last.toString());
    blame.accept(item.get(0), fault(last));
  }

  private static Fault fault(Throwable failure) {
    return new Fault(
        FaultCode.INFERENCE_FAILED,
        "the network failed on this picture and prompt, alone: "
            + failure.getClass().getSimpleName());
  }

  /** The device fails on everything. */
  static final class BrokenDeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenDeviceException(Throwable last) {
      super("the device fails on requests known to be good too", last);
    }
  }
}

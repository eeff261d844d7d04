package io.blipstream.ops.cli;

import io.blipstream.runtime.kernel.PyTorch;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM, made into an orderly end: the command is told to stop, and the virtual
 * machine waits until it has. To be the first of a command's resources, so that it is the last one
 * closed.
 */
final class Interruption implements AutoCloseable {
  /** Longer than the stream threads are given to close. */
  private static final long PATIENCE_SECONDS = 60;

  /** Those that have not ended. Any thread. */
  private static final Set<Interruption> OPEN = ConcurrentHashMap.newKeySet();

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interruption");

  /** Null until there is something to stop; until then, the process just ends. */
  private volatile Runnable stop;

  private volatile boolean inOrder;

  private Interruption() {}

  /** From now on. */
  static Interruption awaited() {
    Interruption interruption = new Interruption();
    OPEN.add(interruption);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /**
   * Once in the process: when it ends, however it ends, it waits until nothing is computed any
   * more. Commands that want to end in order do so first; all others stop where they are.
   *
   * <p>Rejected: closing the engine from a hook. What computes without an engine would still be
   * surprised, and answers would end in faults that are nobody's.
   */
  static void stillness() {
    Runtime.getRuntime().addShutdownHook(new Thread(Interruption::standStill, "stillness"));
  }

  private static void standStill() {
    try {
      for (Interruption each : OPEN) {
        if (each.stop != null) {
          each.hook.join();
        }
      }
      if (!PyTorch.standStill(Duration.ofSeconds(PATIENCE_SECONDS))) {
        System.err.println("blipstream: the device did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What to run, on a thread of its own, when the process is asked to end. */
  void thenRun(Runnable action) {
    stop = action;
  }

  /**
   * All that the command had begun was ended: the process then exits with 0, although it was told.
   */
  void endedInOrder() {
    inOrder = true;
  }

  /** The command has ended; a hook that has begun is let go. */
  @Override
  public void close() {
    OPEN.remove(this);
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: that is what the hook was for.
    }
  }

  private void interrupted() {
    Runnable action = stop;
    if (action == null) {
      return;
    }
    action.run();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("blipstream: did not end in time");
      } else if (inOrder && PyTorch.standStill(Duration.ofSeconds(PATIENCE_SECONDS))) {
        // A signal's exit code is the signal's, unless a hook has the last word.
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

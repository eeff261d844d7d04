package io.blipstream.runtime.tuning;

import io.blipstream.runtime.kernel.PyTorch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that compute parts of a batch side by side. Operators of small networks are too short to
 * be spread over cores: the threads wait for one another between them.
 *
 * <p>What comes back is in the order of what was given, whichever thread was the first, so that a
 * run stays a function of its seed. For the one thread that opened it.
 */
final class Workers implements AutoCloseable {
  private final int size;
  private final ExecutorService threads;
  private final int spread;

  /**
   * @param size threads; 1 computes on the caller's own, every operator spread as it was
   */
  Workers(int size) {
    this.size = size;
    threads = Executors.newFixedThreadPool(size, Workers::prepared);
    spread = PyTorch.spread();
    if (size > 1) {
      PyTorch.spreadOver(Math.max(1, spread / size));
    }
  }

  int size() {
    return size;
  }

  /** Waits for all, also where one fails: what they compute with may be closed then. */
  <T> List<T> all(List<Callable<T>> parts) {
    try {
      List<T> results = new ArrayList<>();
      if (size == 1) {
        for (Callable<T> part : parts) {
          results.add(part.call());
        }
        return results;
      }
      for (Future<T> done : threads.invokeAll(parts)) {
        results.add(done.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it learned", e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (Exception e) {
      throw rethrown(e);
    }
  }

  private static Thread prepared(Runnable work) {
    return new Thread(
        () -> {
          PyTorch.prepareThread();
          work.run();
        },
        "learner");
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    PyTorch.spreadOver(spread);
  }
}

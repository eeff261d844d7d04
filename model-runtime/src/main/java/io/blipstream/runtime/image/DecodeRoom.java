package io.blipstream.runtime.image;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.concurrent.Semaphore;

/**
 * Memory for pixels, handed out before it is taken: half of the heap, so that large pictures wait
 * for each other instead of driving the process out of memory, where whoever asks next is hit.
 */
final class DecodeRoom {
  /** One for the process, as there is one heap. */
  static final DecodeRoom SHARED = new DecodeRoom(Runtime.getRuntime().maxMemory() / 2);

  private static final int UNIT_BITS = 20;

  private final int all;
  private final Semaphore free;

  /**
   * @param bytes in all
   */
  DecodeRoom(long bytes) {
    all = (int) Math.max(1, Math.min(bytes >> UNIT_BITS, Integer.MAX_VALUE));
    free = new Semaphore(all, true);
  }

  /** In mebibytes. */
  int free() {
    return free.availablePermits();
  }

  /** Whether somebody waits. */
  boolean crowded() {
    return free.hasQueuedThreads();
  }

  Place place() {
    return new Place();
  }

  /** There is room, but others have it. */
  static final class CrowdedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CrowdedException() {
      super("others have the room", null, false, false);
    }
  }

  /**
   * One picture's. Any thread; closed by the one that decodes, which may be left to itself and keep
   * its memory.
   */
  final class Place implements AutoCloseable {
    private int held;
    private int wanted;

    /**
     * Takes room if there is any.
     *
     * @throws CrowdedException where others have it
     * @throws FatalException {@link FaultCode#IMAGE_TOO_LARGE} where there never will be enough
     */
    synchronized void take(long bytes) {
      long units = (bytes >> UNIT_BITS) + 1;
      if (units > all) {
        throw new FatalException(
            FaultCode.IMAGE_TOO_LARGE,
            "decoding the picture takes %d MiB, there are %d".formatted(units, all));
      }
      wanted = (int) units;
      if (held < wanted && !free.tryAcquire(wanted - held)) {
        throw new CrowdedException();
      }
      held = Math.max(held, wanted);
    }

    /** Waits for the room that could not be taken. */
    synchronized void await() {
      free.acquireUninterruptibly(wanted);
      held = wanted;
    }

    @Override
    public synchronized void close() {
      free.release(held);
      held = 0;
    }
  }
}

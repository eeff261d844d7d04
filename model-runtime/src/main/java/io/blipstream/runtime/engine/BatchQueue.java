package io.blipstream.runtime.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where prepared requests of all callers meet and become batches. A batch is full by pictures or by
 * prompts, or is closed when its first request has lingered long enough: a lone request pays the
 * linger at most, a busy engine never waits.
 *
 * <p>Many threads add; one takes.
 */
final class BatchQueue {
  private final BlockingQueue<PreparedRequest> queue;
  private final int maxImages;
  private final int maxPrompts;
  private final Duration linger;

  BatchQueue(int maxImages, int maxPrompts, Duration linger, int capacity) {
    this.queue = new LinkedBlockingQueue<>(capacity);
    this.maxImages = maxImages;
    this.maxPrompts = maxPrompts;
    this.linger = linger;
  }

  /**
   * @return whether there was room. The engine counts what it lets in, but a request that is given
   *     up makes room there while it still lies here, so this bound is not that one
   */
  boolean add(PreparedRequest request) {
    return queue.offer(request);
  }

  /** Blocks until there is a batch; at least one request. */
  List<PreparedRequest> take() throws InterruptedException {
    List<PreparedRequest> batch = new ArrayList<>();
    batch.add(queue.take());
    int prompts = batch.get(0).prompts().size();
    long closes = System.nanoTime() + linger.toNanos();
    while (batch.size() < maxImages && prompts < maxPrompts) {
      PreparedRequest next = queue.poll(closes - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return batch;
      }
      batch.add(next);
      prompts += next.prompts().size();
    }
    return batch;
  }
}

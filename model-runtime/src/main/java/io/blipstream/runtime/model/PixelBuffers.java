package io.blipstream.runtime.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Native memory in which batches of pixels are handed over, used again and again. Fresh memory for
 * each batch is the rejected alternative: it is only freed when Java collects the small object that
 * stands for it, so that it grew by some 600 bytes a request over 100,000 requests. Any thread may
 * call it.
 */
final class PixelBuffers {
  /** As many as there ever were calls at once; each as large as the largest batch it held. */
  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /**
   * @param numbers how many there is room for
   * @return to be handed to {@link #giveBack} once no tensor looks at it any more
   */
  ByteBuffer take(int numbers) {
    int bytes = Math.multiplyExact(numbers, Float.BYTES);
    ByteBuffer buffer = free.poll();
    if (buffer == null || buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    return buffer.clear().limit(bytes);
  }

  void giveBack(ByteBuffer buffer) {
    free.add(buffer);
  }
}

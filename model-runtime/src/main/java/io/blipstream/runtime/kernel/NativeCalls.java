package io.blipstream.runtime.kernel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Who is inside libtorch, so that the process does not end under them: Java does not wait for
 * native code, and the library's own clearing up at the process's end takes from running threads
 * what they compute with. Any thread.
 */
final class NativeCalls {
  /** Of this process. */
  static final NativeCalls PROCESS = new NativeCalls();

  /** Callers read; whoever wants silence writes, and does not give it back. */
  private final ReentrantReadWriteLock silence = new ReentrantReadWriteLock();

  /** Waits for ever once there is to be silence: the process is ending. */
  <T> T make(Supplier<T> call) {
    silence.readLock().lock();
    try {
      return call.get();
    } finally {
      silence.readLock().unlock();
    }
  }

  /** False where a call goes on for longer; then further ones may begin. */
  boolean silence(Duration patience) throws InterruptedException {
    return silence.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}

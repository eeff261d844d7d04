package io.blipstream.topology.retry;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Outlasts short outages of the schema registry by trying again on the calling thread.
 *
 * <p>It blocks on purpose: Kafka Streams has no way to say "not ready", and a record whose schema
 * cannot be read yet must neither be dropped nor overtaken.
 *
 * @param atMost how long to go on before giving up
 */
public record Patience(Duration atMost) {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  public Patience {
    requireNonNull(atMost, "atMost");
  }

  /**
   * What {@code attempt} returns, as soon as it returns.
   *
   * @throws RetriableException with {@link FaultCode#REGISTRY_UNAVAILABLE} where patience ran out
   *     or the thread was interrupted
   */
  public <T> T outlast(Supplier<T> attempt) {
    long start = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        return attempt.get();
      } catch (org.apache.kafka.common.errors.RetriableException e) {
        if (System.nanoTime() - start >= atMost.toNanos()) {
          throw unavailable("the schema registry did not answer within " + atMost, e);
        }
        pause(pause, e);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private static void pause(long millis, RuntimeException cause) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while the schema registry was away", cause);
    }
  }

  private static RetriableException unavailable(String message, RuntimeException cause) {
    return new RetriableException(FaultCode.REGISTRY_UNAVAILABLE, message, cause);
  }
}

package io.blipstream.ops.cluster;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Waits for the administrator's futures, and says in our words what became of them.
 *
 * @param addresses where the cluster is said to be, for faults
 */
record AdminCalls(Duration patience, String addresses) {
  <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw inOurWords(e.getCause());
    } catch (TimeoutException e) {
      throw unavailable(
          "no answer from " + addresses + " within " + patience.toSeconds() + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while waiting for it", e);
    }
  }

  static BlipstreamException inOurWords(Throwable cause) {
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      return new FatalException(
          FaultCode.CONFIGURATION_INVALID, "the cluster refuses: " + cause.getMessage(), cause);
    }
    return unavailable(cause.getMessage(), cause);
  }

  private static BlipstreamException unavailable(String why, Throwable cause) {
    return new RetriableException(
        FaultCode.BROKER_UNAVAILABLE, "the cluster does not serve: " + why, cause);
  }
}

package io.blipstream.topology;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that failed is replaced, and reads again what it had not committed; but where a failure
 * is for ever, the client stops instead of going round. What it was is told, also where it may
 * pass: the thread that reads the templates cannot be replaced, whatever is answered here.
 *
 * @param told what has a code, on the thread that failed, before anything stops
 */
public record UncaughtFaults(Consumer<BlipstreamException> told)
    implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(UncaughtFaults.class);

  public UncaughtFaults {
    requireNonNull(told, "told");
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable exception) {
    Optional<BlipstreamException> fault = in(exception);
    fault.ifPresent(told);
    if (fault.filter(FatalException.class::isInstance).isPresent()) {
      log.error("stopping", exception);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    log.error("replacing a stream thread", exception);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** What has a code in an exception of Kafka Streams. */
  public static Optional<BlipstreamException> in(Throwable exception) {
    Optional<BlipstreamException> fault = Optional.empty();
    for (Throwable cause = exception; cause != null && fault.isEmpty(); cause = cause.getCause()) {
      fault = fault(cause);
    }
    return fault;
  }

  /**
   * Wrong credentials and wrong addresses, of broker or registry, do not mend themselves. Nor does
   * a topic that takes shorter messages than at the start: what is too long would be made again and
   * again, while a new start asks the topic what it takes.
   */
  private static Optional<BlipstreamException> fault(Throwable cause) {
    if (cause instanceof BlipstreamException fault) {
      return Optional.of(fault);
    }
    if (cause instanceof AuthenticationException
        || cause instanceof AuthorizationException
        || cause instanceof ConfigException) {
      return fatal(FaultCode.CONFIGURATION_INVALID, "the cluster refuses: ", cause);
    }
    if (cause instanceof RecordTooLargeException) {
      return fatal(FaultCode.TOPIC_INVALID, "a topic takes too short messages: ", cause);
    }
    return cause instanceof Error
        ? fatal(FaultCode.INTERNAL, "a stream thread cannot go on: ", cause)
        : Optional.empty();
  }

  private static Optional<BlipstreamException> fatal(
      FaultCode code, String words, Throwable cause) {
    return Optional.of(new FatalException(code, words + cause, cause));
  }
}

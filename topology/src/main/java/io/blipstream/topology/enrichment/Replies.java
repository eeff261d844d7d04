package io.blipstream.topology.enrichment;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Reads what the engine's futures ended with. */
final class Replies {
  /** Faults of the engine and not of what it was asked: no event is given up for them. */
  private static final Set<FaultCode> OF_THE_ENGINE =
      Set.of(FaultCode.DEVICE_UNAVAILABLE, FaultCode.ENGINE_CLOSED, FaultCode.ENGINE_OVERLOADED);

  private Replies() {}

  /**
   * The fault of its own that a reply has which another attempt may be spared; empty for none. An
   * engine that is closed or without its device is not asked again: the task is given up.
   */
  static Optional<FaultCode> passing(CompletableFuture<Reply> done) {
    return faults(done).filter(Replies::mayPass).map(Fault::code).findFirst();
  }

  private static Stream<Fault> faults(CompletableFuture<Reply> done) {
    Reply reply;
    try {
      reply = done.join();
    } catch (CompletionException e) {
      return e.getCause() instanceof RetriableException fault
          ? Stream.of(fault.fault())
          : Stream.empty();
    } catch (CancellationException e) {
      return Stream.empty();
    }
    if (reply instanceof Reply.Rejected rejected) {
      return Stream.of(rejected.fault());
    }
    return ((Reply.Answered) reply)
        .outcomes().stream()
            .filter(Outcome.Failed.class::isInstance)
            .map(outcome -> ((Outcome.Failed) outcome).fault());
  }

  /** Whether its deadline passed before it was answered in full. */
  static boolean expired(CompletableFuture<Reply> done) {
    return faults(done).anyMatch(fault -> fault.code() == FaultCode.DEADLINE_EXPIRED);
  }

  /** Whether it was answered in full. */
  static boolean whole(CompletableFuture<Reply> done) {
    return !done.isCompletedExceptionally()
        && done.join() instanceof Reply.Answered
        && faults(done).findAny().isEmpty();
  }

  private static boolean mayPass(Fault fault) {
    return fault.code().retriable()
        && (fault.code() == FaultCode.ENGINE_OVERLOADED || !OF_THE_ENGINE.contains(fault.code()));
  }

  /**
   * The reply of a future that is done.
   *
   * @throws BlipstreamException where the engine as a whole failed
   */
  static Reply of(CompletableFuture<Reply> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BlipstreamException fault) {
        throw fault;
      }
      throw new RetriableException(
          FaultCode.DEVICE_UNAVAILABLE, "the engine failed: " + e.getCause(), e);
    } catch (CancellationException e) {
      throw new RetriableException(FaultCode.ENGINE_CLOSED, "the engine gave a request up", e);
    }
  }

  /**
   * The fault that a dead letter says. One that may pass was tried often enough.
   *
   * @throws RetriableException where it is the engine's and not the event's
   */
  static Fault lasting(Fault fault) {
    if (OF_THE_ENGINE.contains(fault.code())) {
      throw new RetriableException(fault.code(), fault.message());
    }
    return fault;
  }
}

package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * Lets a task's events to the engine: in order, within the bounds, and none past its deadline. Its
 * stream thread owns it.
 */
final class EngineGate {
  private final Engine engine;
  private final InFlightLimit limit;
  private final InFlightBounds bounds;
  private final Duration engineWait;
  private final Clock clock;

  EngineGate(
      Engine engine, InFlightLimit limit, InFlightBounds bounds, Duration engineWait, Clock clock) {
    this.engine = requireNonNull(engine, "engine");
    this.limit = requireNonNull(limit, "limit");
    this.bounds = requireNonNull(bounds, "bounds");
    this.engineWait = requireNonNull(engineWait, "engineWait");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Submits what there is room for.
   *
   * @throws RetriableException where an event waited too long, for room or for its answer
   */
  void admit(PendingEvents pending) {
    Instant now = clock.instant();
    long asked = pending.stream().filter(EngineGate::atEngine).count();
    boolean full = false;
    for (PendingEvent event : (Iterable<PendingEvent>) pending.stream()::iterator) {
      if (event.stage() instanceof Stage.Asked running && !running.reply().isDone()) {
        refuseToWait(running.since(), now, "the engine did not answer");
      } else if (event.stage() instanceof Stage.Ready ready) {
        if (ready.request().deadline().filter(deadline -> !deadline.isAfter(now)).isPresent()) {
          event.become(new Stage.Expired(ready.plan()));
          continue;
        }
        // Once one found no room, later ones do not overtake it.
        full = full || asked >= bounds.eventsPerTask() || !submit(event, ready, now);
        if (full) {
          refuseToWait(ready.since(), now, "the engine had no room");
        } else {
          asked++;
        }
      }
    }
  }

  // What whenComplete returns would tell whether the release failed; it cannot.
  @SuppressWarnings("FutureReturnValueIgnored")
  private boolean submit(PendingEvent event, Stage.Ready ready, Instant now) {
    Optional<InFlightLimit.Permit> permit = limit.tryAcquire(event.source().size());
    if (permit.isEmpty()) {
      return false;
    }
    CompletableFuture<Reply> reply;
    try {
      reply = engine.submit(ready.request());
    } catch (RuntimeException e) {
      reply = CompletableFuture.failedFuture(e);
    }
    event.become(new Stage.Asked(ready.plan(), reply, now));
    // On the engine's thread, and whatever the end: answered, failed or cancelled.
    reply.whenComplete((done, error) -> permit.get().release());
    return true;
  }

  private void refuseToWait(Instant since, Instant now, String what) {
    if (Duration.between(since, now).compareTo(engineWait) > 0) {
      throw new RetriableException(FaultCode.DEVICE_UNAVAILABLE, what + " within " + engineWait);
    }
  }

  /**
   * Whether the stream thread must wait here. Kafka Streams has no way to say "not ready", so
   * holding back is blocking.
   */
  boolean mustHoldBack(PendingEvents pending) {
    int size = pending.size();
    return pending.stream().anyMatch(event -> event.stage() instanceof Stage.Ready)
        || size >= bounds.heldPerTask()
        || (size > 1 && pending.bytes() > bounds.bytesPerTask());
  }

  void awaitRelease(Duration atMost) {
    try {
      limit.awaitRelease(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsException("interrupted while waiting for the engine", e);
    }
  }

  /** Tells the engine that nobody waits any more. */
  void cancelAll(PendingEvents pending) {
    pending.stream()
        .forEach(
            event -> {
              if (event.stage() instanceof Stage.Asked running) {
                running.reply().cancel(false);
              }
            });
  }

  private static boolean atEngine(PendingEvent event) {
    return event.stage() instanceof Stage.Asked running && !running.reply().isDone();
  }
}

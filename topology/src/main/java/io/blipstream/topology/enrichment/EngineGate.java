package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.Status;
import io.blipstream.topology.counts.TopologyCounters;
import io.blipstream.topology.picture.PictureRequest;
import io.blipstream.topology.retry.Backoff;
import io.blipstream.topology.retry.Clocks;
import io.blipstream.topology.shadow.Answerer;
import io.blipstream.topology.shadow.Inquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * Lets a task's events to the engine: in order, within the bounds, none past its deadline or too
 * late to be back by then, and once more what failed and may succeed later. Its stream thread owns
 * it.
 */
final class EngineGate {
  private final Answerer answerer;
  private final InFlightLimit limit;
  private final EnrichmentSettings settings;
  private final TopologyCounters counters;
  private final Clocks clocks;
  private final EngineTimes times = new EngineTimes();

  EngineGate(
      Answerer answerer,
      InFlightLimit limit,
      EnrichmentSettings settings,
      TopologyCounters counters,
      Clocks clocks) {
    this.answerer = requireNonNull(answerer, "answerer");
    this.limit = requireNonNull(limit, "limit");
    this.settings = requireNonNull(settings, "settings");
    this.counters = requireNonNull(counters, "counters");
    this.clocks = requireNonNull(clocks, "clocks");
  }

  /**
   * Judges what came back and submits what there is room for.
   *
   * @throws RetriableException where the engine shows no sign of life although it has work
   */
  void admit(PendingEvents pending) {
    Instant now = clocks.steady().instant();
    judge(pending, now);
    submit(pending, now);
    // Some engines answer at once.
    judge(pending, now);
    refuseSilence();
  }

  private void submit(PendingEvents pending, Instant now) {
    List<PendingEvent> open = pending.all(event -> event.stage() instanceof Stage.Asked);
    int asked = open.size();
    Set<Lane> lanes = EnumSet.noneOf(Lane.class);
    open.forEach(event -> lanes.add(((Stage.Asked) event.stage()).request().lane()));
    boolean full = false;
    for (PendingEvent event : pending.all(event -> event.stage() instanceof Stage.Ready)) {
      Stage.Ready ready = (Stage.Ready) event.stage();
      if (expired(ready, least(ready, lanes))) {
        event.become(new Stage.Unanswered(ready.plan(), Status.EXPIRED));
      } else if (ready.due(now)) {
        // Once one found no room, later ones do not overtake it.
        full = full || asked >= settings.inFlight().eventsPerTask() || !submit(event, ready, now);
        if (!full) {
          asked++;
          lanes.add(ready.request().lane());
        }
      }
    }
  }

  /**
   * How much time must be left. What others of its lane take counts only while one of them is at
   * the engine: where none is, this one finds out.
   */
  private Duration least(Stage.Ready ready, Set<Lane> lanes) {
    Lane lane = ready.request().lane();
    return lanes.contains(lane) ? times.expected(lane) : Duration.ZERO;
  }

  private void judge(PendingEvents pending, Instant now) {
    pending.forEach(
        event -> {
          if (event.stage() instanceof Stage.Asked asked && asked.reply().isDone()) {
            event.become(judged(asked, now));
          }
        });
  }

  private Stage judged(Stage.Asked asked, Instant now) {
    learn(asked, Duration.between(asked.since(), now));
    return Replies.passing(asked.reply())
        .map(code -> again(asked, now, code))
        .orElseGet(() -> new Stage.Answered(asked.plan(), asked.reply()));
  }

  /** What was refused for another reason says nothing of how long the engine takes. */
  private void learn(Stage.Asked asked, Duration took) {
    Lane lane = asked.request().lane();
    if (Replies.whole(asked.reply())) {
      times.answered(lane, took);
    } else if (Replies.expired(asked.reply())) {
      times.expired(lane, took);
    }
  }

  private Stage again(Stage.Asked asked, Instant now, FaultCode code) {
    Attempts attempts = asked.attempts();
    Backoff backoff = settings.backoff();
    Optional<Duration> pause =
        backoff.pause(attempts.made(), Duration.between(attempts.first(), now));
    if (pause.isEmpty()) {
      return new Stage.Answered(asked.plan(), asked.reply());
    }
    counters.retried(code);
    Stage.Ready ready =
        new Stage.Ready(asked.plan(), asked.request(), attempts.resting(now.plus(pause.get())));
    return expired(ready, pause.get()) ? new Stage.Unanswered(asked.plan(), Status.EXPIRED) : ready;
  }

  /** Whether its deadline, which is a moment that others name, will have passed by then. */
  private boolean expired(Stage.Ready ready, Duration then) {
    Instant moment = clocks.wall().instant().plus(then);
    return ready.request().deadline().filter(deadline -> !deadline.isAfter(moment)).isPresent();
  }

  // What whenComplete returns would tell whether the release failed; it cannot.
  @SuppressWarnings("FutureReturnValueIgnored")
  private boolean submit(PendingEvent event, Stage.Ready ready, Instant now) {
    boolean urgent = ready.request().lane() == Lane.INTERACTIVE;
    Optional<InFlightLimit.Permit> permit = limit.tryAcquire(event.bytes(), urgent);
    if (permit.isEmpty()) {
      return false;
    }
    CompletableFuture<Reply> reply;
    try {
      reply = answerer.ask(inquiry(event, ready));
    } catch (RuntimeException e) {
      reply = CompletableFuture.failedFuture(e);
    }
    event.become(
        new Stage.Asked(ready.plan(), ready.request(), ready.attempts().made(now), now, reply));
    // On the engine's thread, and whatever the end: answered, failed or cancelled.
    reply.whenComplete((done, error) -> permit.get().release());
    return true;
  }

  private static Inquiry inquiry(PendingEvent event, Stage.Ready ready) {
    Plan plan = ready.plan();
    PictureRequest request =
        event.source().trace().map(ready.request()::traced).orElse(ready.request());
    return new Inquiry(event.source().origin(), plan.event(), plan.worded(), request);
  }

  private void refuseSilence() {
    Duration silence = answerer.silence();
    if (silence.compareTo(settings.waits().engine()) > 0) {
      throw new RetriableException(
          FaultCode.DEVICE_UNAVAILABLE,
          "the engine has work and was silent for " + silence.toMillis() + " ms");
    }
  }

  /**
   * Whether enough is held. An event that finds no room is enough; but where only a subject's
   * newest event counts, reading on is what finds it.
   */
  boolean full(PendingEvents pending) {
    Instant now = clocks.steady().instant();
    return pending.size() >= settings.inFlight().heldPerTask()
        || pending.bytes() > settings.inFlight().bytesPerTask()
        || pending.any(event -> waitsForRoom(event, now));
  }

  private boolean waitsForRoom(PendingEvent event, Instant now) {
    return event.stage() instanceof Stage.Ready ready
        && ready.due(now)
        && !settings.latestOnly().contains(ready.plan().event().feed());
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
    pending.forEach(
        event -> {
          if (event.stage() instanceof Stage.Asked running) {
            running.reply().cancel(false);
          }
        });
  }
}

package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Status;
import io.blipstream.topology.routing.EventFacts;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives up what nobody wants any more. In a feed of which only the newest event of a subject
 * counts, a newer one takes the place of those that the engine was not asked about yet; what the
 * engine has is finished, or a subject that never rests would never be answered. A request to
 * forget a subject takes the place of all, in every feed.
 */
final class Superseding {
  private final Set<String> latestOnly;
  private final EventPlanner planner;

  Superseding(Set<String> latestOnly, EventPlanner planner) {
    this.latestOnly = Set.copyOf(latestOnly);
    this.planner = requireNonNull(planner, "planner");
  }

  /** Looks at those before an event that has just been planned. */
  void arrived(PendingEvent latest, Stream<PendingEvent> before) {
    if (latest.stage() instanceof Stage.Erasure erasure) {
      before.forEach(event -> forget(event, erasure.subject()));
      return;
    }
    Optional<EventFacts> facts =
        latest.stage().open().filter(each -> latestOnly.contains(each.feed()));
    if (facts.isPresent()) {
      before.forEach(event -> replace(event, facts.get()));
    }
  }

  private void replace(PendingEvent event, EventFacts newer) {
    event
        .stage()
        .open()
        .filter(
            older -> older.feed().equals(newer.feed()) && older.subject().equals(newer.subject()))
        .ifPresent(older -> supersede(event));
  }

  private void forget(PendingEvent event, String subject) {
    if (event.stage() instanceof Stage.Asked asked
        && asked.plan().event().subject().equals(subject)
        && asked.reply().cancel(false)) {
      event.become(new Stage.Unanswered(asked.plan(), Status.SUPERSEDED));
    } else if (event.stage().open().filter(each -> each.subject().equals(subject)).isPresent()) {
      supersede(event);
    }
  }

  private void supersede(PendingEvent event) {
    Stage stage = event.stage();
    if (stage instanceof Stage.AwaitingTemplate waiting) {
      stage = planner.planNow(waiting);
    }
    event.become(
        stage instanceof Stage.Ready ready
            ? new Stage.Unanswered(ready.plan(), Status.SUPERSEDED)
            : stage);
  }
}

package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.ImageEvent;
import java.time.Instant;
import java.util.Map;

/** What results repeat of their event: everything but pictures and instructions. */
public record EventFacts(
    String eventId,
    String subject,
    String feed,
    Instant occurredAt,
    Map<String, String> attributes) {
  public EventFacts {
    requireNonNull(eventId, "eventId");
    requireNonNull(subject, "subject");
    requireNonNull(feed, "feed");
    requireNonNull(occurredAt, "occurredAt");
    attributes = Map.copyOf(attributes);
  }

  public static EventFacts of(ImageEvent event) {
    return new EventFacts(
        event.getEventId(),
        event.getSubject(),
        event.getFeed(),
        event.getOccurredAt(),
        event.getAttributes());
  }
}

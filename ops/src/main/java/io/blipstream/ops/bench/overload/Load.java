package io.blipstream.ops.bench.overload;

import io.blipstream.ops.bench.kill.EventProducer;
import io.blipstream.ops.bench.kill.PublishedEvents;
import io.blipstream.schemas.ImageEvent;
import java.time.Clock;
import java.time.Instant;

/**
 * Sends events, those of the load when they are due, whatever has become of those before: a load
 * that waits for answers is none. Of one thread.
 */
final class Load {
  private static final double NANOS = 1e9;

  private final OverloadPlan plan;
  private final EventProducer producer;
  private final LoadOutcomes outcomes;
  private final Clock clock;
  private final PublishedEvents events = new PublishedEvents();

  /** When the load began; not looked at while it is not on. */
  private long begun;

  private boolean on;
  private double capacity;

  Load(OverloadPlan plan, EventProducer producer, LoadOutcomes outcomes, Clock clock) {
    this.plan = plan;
    this.producer = producer;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /** From now on there are events of all feeds. */
  void begin(double measured) {
    capacity = measured;
    begun = System.nanoTime();
    on = true;
  }

  /** None are due from now on. */
  void end() {
    on = false;
  }

  void sendDue() {
    if (!on) {
      return;
    }
    double seconds = (System.nanoTime() - begun) / NANOS;
    for (Feed feed : Feed.LOAD) {
      double due = feed.rate(capacity, plan.factor()) * seconds;
      while (outcomes.account(feed).events() < due) {
        send(feed);
      }
    }
  }

  /** Sends the next of a feed. */
  void send(Feed feed) {
    Instant now = clock.instant();
    int index = outcomes.sent(feed);
    ImageEvent.Builder event =
        ImageEvent.newBuilder(events.event(feed.number(index)))
            .setLane(feed.lane())
            .setFeed(feed.title())
            .setOccurredAt(now);
    if (feed != Feed.CAPACITY) {
      event.setDeadline(now.plus(plan.deadline(feed)));
    }
    producer.send(feed.partition(index), event.build());
  }

  /** Events of the load so far. */
  int events() {
    return Feed.LOAD.stream().mapToInt(feed -> outcomes.account(feed).events()).sum();
  }
}

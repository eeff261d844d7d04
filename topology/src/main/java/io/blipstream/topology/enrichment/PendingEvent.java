package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.topology.routing.SourceRecord;
import io.blipstream.topology.trace.EventSpan;

/** One record between its arrival and the forwarding of its results. Its stream thread owns it. */
final class PendingEvent {
  private final long arrived = System.nanoTime();
  private SourceRecord source;
  private Stage stage = new Stage.Arrived();
  private EventSpan span = EventSpan.NONE;

  /** Counted when it changes: it is asked for with every record that arrives. */
  private long bytes;

  PendingEvent(SourceRecord source) {
    this.source = requireNonNull(source, "source");
    this.bytes = source.size();
  }

  SourceRecord source() {
    return source;
  }

  /** From now on it is traced: what goes out, and what the engine is asked, names the span. */
  void follow(EventSpan by) {
    span = by;
    by.traceparent().ifPresent(own -> source = source.traced(own));
  }

  EventSpan span() {
    return span;
  }

  /** Since it was taken from the topic. */
  long nanosSinceArrival() {
    return System.nanoTime() - arrived;
  }

  Stage stage() {
    return stage;
  }

  void become(Stage next) {
    stage = requireNonNull(next, "next");
    bytes = source.size() + stage.pictureBytes();
  }

  /** What it keeps in memory: the original record, and its pictures taken out of it. */
  long bytes() {
    return bytes;
  }

  /** Lets the original bytes go where nothing can need them: a slow neighbour may hold this one. */
  void trim() {
    if (source.value() != null && !stage.needsOriginal()) {
      source = source.withoutValue();
      bytes = source.size() + stage.pictureBytes();
    }
  }
}

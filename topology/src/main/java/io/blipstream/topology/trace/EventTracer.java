package io.blipstream.topology.trace;

import io.blipstream.topology.routing.SourceRecord;

/** Follows events. Stream threads ask it, several at once; it must be quick and must not throw. */
@FunctionalInterface
public interface EventTracer {
  /** Follows none: traces pass through as they came. */
  EventTracer NONE = source -> EventSpan.NONE;

  /** A record was taken from its topic. */
  EventSpan begin(SourceRecord source);
}

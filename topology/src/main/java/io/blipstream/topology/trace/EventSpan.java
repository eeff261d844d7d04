package io.blipstream.topology.trace;

import io.blipstream.topology.routing.Outgoing;
import java.util.List;
import java.util.Optional;

/**
 * One event under way. Its stream thread owns it. A span that never ends is of an event that is
 * read again, by whoever reads it then.
 */
public interface EventSpan {
  /** Of an event that nobody follows. */
  EventSpan NONE =
      new EventSpan() {
        @Override
        public Optional<String> traceparent() {
          return Optional.empty();
        }

        @Override
        public void end(List<Outgoing.Content> became) {}
      };

  /** Its name, as W3C writes it; empty where what came in is passed on. */
  Optional<String> traceparent();

  /** All was forwarded that became of it. */
  void end(List<Outgoing.Content> became);
}

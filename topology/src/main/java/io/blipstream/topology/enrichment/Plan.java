package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.topology.routing.EventFacts;
import io.blipstream.topology.routing.Refusal;
import io.blipstream.topology.template.RefusedInstruction;
import io.blipstream.topology.template.WordedInstruction;
import java.util.List;
import java.util.Optional;

/** A valid event without its picture: what is asked of it, and what cannot be. */
record Plan(EventFacts event, List<WordedInstruction> worded, List<RefusedInstruction> refused) {
  Plan {
    requireNonNull(event, "event");
    worded = List.copyOf(worded);
    refused = List.copyOf(refused);
  }

  List<Refusal> refusals() {
    return refused.stream()
        .map(
            each ->
                new Refusal(
                    Optional.of(event.eventId()),
                    Optional.of(each.instructionId()),
                    each.template(),
                    each.fault()))
        .toList();
  }
}

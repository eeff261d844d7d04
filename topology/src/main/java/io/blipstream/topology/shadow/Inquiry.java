package io.blipstream.topology.shadow;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Origin;
import io.blipstream.topology.picture.PictureRequest;
import io.blipstream.topology.routing.EventFacts;
import io.blipstream.topology.template.WordedInstruction;
import java.util.List;

/**
 * What is asked about one event.
 *
 * @param origin the event's record
 * @param instructions as many as the request has prompts, in their order
 */
public record Inquiry(
    Origin origin, EventFacts event, List<WordedInstruction> instructions, PictureRequest request) {
  public Inquiry {
    requireNonNull(origin, "origin");
    requireNonNull(event, "event");
    requireNonNull(request, "request");
    instructions = List.copyOf(instructions);
    if (instructions.size() != request.prompts().size()) {
      throw new IllegalArgumentException("as many instructions as prompts are needed");
    }
  }

  /** The same with other pictures. */
  public Inquiry with(PictureRequest other) {
    return new Inquiry(origin, event, instructions, other);
  }
}

package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.Fault;
import java.util.Optional;

/**
 * One thing that cannot be done; becomes one dead letter.
 *
 * @param eventId empty where the record could not be read
 * @param instructionId empty where the whole record is meant
 * @param template {@code id@version} where one was resolved, else what the instruction named
 */
public record Refusal(
    Optional<String> eventId,
    Optional<String> instructionId,
    Optional<String> template,
    Fault fault) {
  public Refusal {
    requireNonNull(eventId, "eventId");
    requireNonNull(instructionId, "instructionId");
    requireNonNull(template, "template");
    requireNonNull(fault, "fault");
  }

  /** The whole record is refused. */
  public static Refusal ofRecord(Optional<String> eventId, Fault fault) {
    return new Refusal(eventId, Optional.empty(), Optional.empty(), fault);
  }
}

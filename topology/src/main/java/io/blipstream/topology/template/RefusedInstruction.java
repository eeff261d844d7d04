package io.blipstream.topology.template;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.Fault;
import java.util.Optional;

/**
 * An instruction that cannot be worded; its neighbours can.
 *
 * @param template what is known of the template: {@code id@version} or what the instruction named
 * @param mayStillArrive whether a template record on its way could cure it
 */
public record RefusedInstruction(
    String instructionId, Optional<String> template, Fault fault, boolean mayStillArrive)
    implements Wording {
  public RefusedInstruction {
    requireNonNull(instructionId, "instructionId");
    requireNonNull(template, "template");
    requireNonNull(fault, "fault");
  }
}

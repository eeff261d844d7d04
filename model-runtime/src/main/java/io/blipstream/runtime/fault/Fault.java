package io.blipstream.runtime.fault;

import static java.util.Objects.requireNonNull;

/**
 * A fault as a value: what outcomes carry and dead letters say.
 *
 * @param message what is secret in an address is hidden, whoever worded it
 */
public record Fault(FaultCode code, String message) {
  public Fault {
    requireNonNull(code, "code");
    message = Addresses.hidden(requireNonNull(message, "message"));
  }
}

package io.blipstream.runtime.fault;

import static java.util.Objects.requireNonNull;

/** A fault as a value: what outcomes carry and dead letters say. */
public record Fault(FaultCode code, String message) {
  public Fault {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }
}

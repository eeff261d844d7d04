package io.blipstream.runtime.fault;

import static java.util.Objects.requireNonNull;

/**
 * The one root of what this project throws. Two kinds and no third: what may succeed when tried
 * again, and what never will.
 *
 * <p>The message is for people: one sentence that names the thing at fault, without picture bytes,
 * prompts or secrets.
 */
public abstract sealed class BlipstreamException extends RuntimeException
    permits FatalException, RetriableException {
  private final FaultCode code;

  BlipstreamException(FaultCode code, String message, Throwable cause) {
    super(Addresses.hidden(requireNonNull(message, "message")), cause);
    this.code = requireNonNull(code, "code");
  }

  /** The stable code. */
  public final FaultCode code() {
    return code;
  }

  /** The same as a value, for outcomes that are carried and not thrown. */
  public final Fault fault() {
    return new Fault(code, getMessage());
  }
}

package io.blipstream.runtime.fault;

/** Will fail again however often it is tried. */
public final class FatalException extends BlipstreamException {
  public FatalException(FaultCode code, String message) {
    this(code, message, null);
  }

  public FatalException(FaultCode code, String message, Throwable cause) {
    super(code, message, cause);
    if (code.retriable()) {
      throw new IllegalArgumentException(code + " is retriable");
    }
  }
}

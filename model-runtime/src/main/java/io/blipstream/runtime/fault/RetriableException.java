package io.blipstream.runtime.fault;

/** May succeed when tried again, unchanged. */
public final class RetriableException extends BlipstreamException {
  public RetriableException(FaultCode code, String message) {
    this(code, message, null);
  }

  public RetriableException(FaultCode code, String message, Throwable cause) {
    super(code, message, cause);
    if (!code.retriable()) {
      throw new IllegalArgumentException(code + " is not retriable");
    }
  }
}

package io.blipstream.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry understood and said no: the schema is unknown, invalid or incompatible. Asking again
 * gives the same answer, so the record at hand is bad data.
 */
public final class SchemaRefusedException extends SerializationException {
  private static final long serialVersionUID = 1L;

  private final int errorCode;

  public SchemaRefusedException(int errorCode, String message) {
    this(errorCode, message, null);
  }

  public SchemaRefusedException(int errorCode, String message, Throwable cause) {
    super(message + " (registry error code " + errorCode + ")", cause);
    this.errorCode = errorCode;
  }

  /**
   * The registry's own code: 40401 unknown subject, 40402 unknown version, 40403 unknown schema,
   * 409 incompatible, 42201 invalid.
   */
  public int errorCode() {
    return errorCode;
  }
}

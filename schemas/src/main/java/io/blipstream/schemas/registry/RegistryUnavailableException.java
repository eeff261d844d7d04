package io.blipstream.schemas.registry;

import org.apache.kafka.common.errors.RetriableException;

/**
 * No registry answered, after every retry at every address. Says nothing about the record at hand:
 * whoever drops records for it drops good ones.
 */
public final class RegistryUnavailableException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.blipstream.runtime.engine;

/**
 * How urgent a request is. Carried with every request; today the engine serves all lanes in order
 * of arrival.
 */
public enum Lane {
  INTERACTIVE,
  STANDARD,
  BULK
}

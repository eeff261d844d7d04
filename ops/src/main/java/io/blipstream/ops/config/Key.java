package io.blipstream.ops.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be configured.
 *
 * @param name lower-case, dotted
 * @param meaning one sentence for people
 * @param defaultText as it would stand in the file; empty where the key has none and must be set
 *     before what needs it can run
 */
public record Key<T>(String name, String meaning, ValueType<T> type, Optional<String> defaultText) {
  /** The environment variable that overrides the file. */
  public String variable() {
    return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  static final String VARIABLE_PREFIX = "BLIPSTREAM_";
}

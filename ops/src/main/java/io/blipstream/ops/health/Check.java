package io.blipstream.ops.health;

import static java.util.Objects.requireNonNull;

/**
 * One thing that was looked at.
 *
 * @param name of what: `streams`, `engine`, `broker`, `process`
 * @param good whether it is as it should be
 * @param detail what it was found to be, for people
 */
record Check(String name, boolean good, String detail) {
  Check {
    requireNonNull(name, "name");
    requireNonNull(detail, "detail");
  }
}

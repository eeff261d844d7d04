package io.blipstream.ops.http;

import io.javalin.security.RouteRole;

/** Who may ask for a path. One that says nothing is {@link #GUARDED}. */
public enum Access implements RouteRole {
  /**
   * Anybody who reaches the address, by whatever name: probes ask by the machine's number and have
   * no token. For answers that tell nothing and change nothing.
   */
  OPEN,
  /** Our own pages before somebody has shown the token: no token, but the right name and origin. */
  SAME_ORIGIN,
  /** Whoever has the token, where there is one, and never on behalf of another site. */
  GUARDED
}

package io.blipstream.ops.http;

import io.javalin.router.JavalinDefaultRoutingApi;

/** A part of what the server serves. Handlers run on the server's threads, several at once. */
@FunctionalInterface
public interface Routes {
  /** Adds its paths; a path without an {@link Access} of its own is guarded. */
  void addTo(JavalinDefaultRoutingApi server);
}

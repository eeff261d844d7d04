package io.blipstream.ops.http;

import io.javalin.http.Context;

/** Who asks, once the gate has let a request pass. */
public final class Caller {
  /** Whoever sits at the machine, where no token is needed. */
  static final String LOCAL = "local";

  private static final String ATTRIBUTE = "blipstream.caller";

  private Caller() {}

  /** The name that belongs to the token that was shown. */
  public static String of(Context request) {
    return request.attribute(ATTRIBUTE);
  }

  static void is(Context request, String name) {
    request.attribute(ATTRIBUTE, name);
  }
}

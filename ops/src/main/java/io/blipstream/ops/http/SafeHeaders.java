package io.blipstream.ops.http;

import io.javalin.http.Context;
import java.util.Map;

/** What every answer tells the browser to refuse. */
final class SafeHeaders {
  /** Everything from here, nothing inline, in nobody's frame. */
  private static final String CONTENT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy", CONTENT,
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), microphone=(), geolocation=()",
          "Cache-Control", "no-store");

  private SafeHeaders() {}

  static void on(Context request) {
    ALWAYS.forEach(request::header);
  }
}

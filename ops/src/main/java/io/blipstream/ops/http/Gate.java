package io.blipstream.ops.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MisdirectedRequestResponse;
import io.javalin.http.RedirectResponse;
import io.javalin.http.UnauthorizedResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides about each request, before anything else looks at it. Any thread.
 *
 * <p>Three things stand between another site's page and this server, each of which is enough for
 * most browsers: the name it asks by (a strange name that was pointed here is none of ours), what
 * the browser says of where the request comes from, and a header on every action that a form cannot
 * send and a script of another site may not.
 */
final class Gate {
  /** On every request that changes something. */
  static final String ACTION_HEADER = "X-Blipstream";

  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);
  private static final Set<String> OWN_FETCHES = Set.of("same-origin", "none");

  /** Numbers are nobody's to point elsewhere. */
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:.]+]");

  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

  private final Tokens tokens;
  private final Set<String> names;

  Gate(HttpSettings settings, Tokens tokens) {
    this.tokens = tokens;
    this.names = settings.names();
  }

  /** Throws what the client is answered, where it is refused. */
  void check(Context request) {
    Access access =
        request.routeRoles().stream()
            .filter(Access.class::isInstance)
            .map(Access.class::cast)
            .findFirst()
            .orElse(Access.GUARDED);
    if (access == Access.OPEN) {
      return;
    }
    requireOurName(request);
    requireOwnSite(request);
    if (access == Access.GUARDED) {
      Caller.is(request, tokens.who(request).orElseThrow(() -> unknown(request)));
    }
  }

  /** A person's browser is led to where the token is asked for. */
  private static HttpResponseException unknown(Context request) {
    if ("document".equals(request.header("Sec-Fetch-Dest"))) {
      request.header("Location", "/login");
      return new RedirectResponse(HttpStatus.FOUND, "the token is needed");
    }
    return new UnauthorizedResponse(
        "the token is needed: Authorization: Bearer, or the page /login");
  }

  private void requireOurName(Context request) {
    String name =
        PORT.matcher(Optional.ofNullable(request.header("Host")).orElse("")).replaceFirst("");
    boolean ours =
        name.equalsIgnoreCase("localhost")
            || NUMBER.matcher(name).matches()
            || names.contains(name.toLowerCase(Locale.ROOT));
    if (!ours) {
      throw new MisdirectedRequestResponse("not a name of this server; http.names lists others");
    }
  }

  private static void requireOwnSite(Context request) {
    String fetch = request.header("Sec-Fetch-Site");
    if (fetch != null && !OWN_FETCHES.contains(fetch)) {
      throw new ForbiddenResponse("asked for by another site");
    }
    String origin = request.header("Origin");
    if (origin != null && !sameHost(origin, request.header("Host"))) {
      throw new ForbiddenResponse("asked for by another site");
    }
    if (!READING.contains(request.method()) && request.header(ACTION_HEADER) == null) {
      throw new ForbiddenResponse("an action needs the header " + ACTION_HEADER);
    }
  }

  private static boolean sameHost(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }
}

package io.blipstream.ops.http;

import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the token from a browser and hands it the cookie. */
final class Login implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Login.class);

  private final Tokens tokens;

  Login(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi server) {
    server.post("/login", this::login, Access.SAME_ORIGIN);
  }

  private void login(Context request) {
    if (!tokens.right(request.body().strip())) {
      LOG.warn("a wrong token was shown from {}", request.ip());
      throw new UnauthorizedResponse("not the token");
    }
    tokens.admit(request);
    request.status(204);
  }
}

package io.blipstream.ops.http;

import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a browser's person for the token, takes it, and hands out the cookie. */
final class Login implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Login.class);

  private final Tokens tokens;

  Login(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi server) {
    StaticFiles files = new StaticFiles(Login.class);
    server.get("/login", files.of("login.html"), Access.SAME_ORIGIN);
    server.get("/login.css", files.of("login.css"), Access.SAME_ORIGIN);
    server.get("/login.js", files.of("login.js"), Access.SAME_ORIGIN);
    server.post("/login", this::login, Access.SAME_ORIGIN);
  }

  private void login(Context request) {
    Optional<String> name = tokens.whose(request.body().strip());
    if (name.isEmpty()) {
      LOG.warn("a wrong token was shown from {}", request.ip());
      throw new UnauthorizedResponse("not the token");
    }
    tokens.admit(request, name.get());
    request.status(204);
  }
}

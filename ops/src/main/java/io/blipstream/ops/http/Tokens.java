package io.blipstream.ops.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Who has shown the token. A browser shows it once and then carries a cookie that holds something
 * else, made anew at each start: what a browser keeps is not the secret. Any thread.
 */
final class Tokens {
  private static final String COOKIE = "blipstream";
  private static final String BEARER = "Bearer ";
  private static final int PASS_BYTES = 32;

  private final Optional<byte[]> token;
  private final String pass;

  Tokens(Optional<String> token) {
    this.token = token.map(Tokens::digest);
    byte[] random = new byte[PASS_BYTES];
    new SecureRandom().nextBytes(random);
    this.pass = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Whether the request may see what is guarded. */
  boolean known(Context request) {
    if (token.isEmpty()) {
      return true;
    }
    String header = request.header("Authorization");
    if (header != null && header.startsWith(BEARER)) {
      return right(header.substring(BEARER.length()));
    }
    String cookie = request.cookie(COOKIE);
    return cookie != null && MessageDigest.isEqual(digest(cookie), digest(pass));
  }

  /** Digests of one length are compared: the time taken tells nothing of the token. */
  boolean right(String shown) {
    return token.isEmpty() || MessageDigest.isEqual(digest(shown), token.get());
  }

  /** The cookie for a browser that has shown the token. */
  void admit(Context request) {
    Cookie cookie = new Cookie(COOKIE, pass);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setSecure(request.scheme().equals("https"));
    request.cookie(cookie);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

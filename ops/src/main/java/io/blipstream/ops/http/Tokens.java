package io.blipstream.ops.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who has shown the token. A browser shows it once and then carries a cookie that holds something
 * else, made anew at each start: what a browser keeps is not the secret. Any thread.
 */
final class Tokens {
  private static final String COOKIE = "blipstream";
  private static final String BEARER = "Bearer ";
  private static final int PASS_BYTES = 32;

  /** Who shows the token that has no name. */
  private static final String UNNAMED = "token";

  /** Digests of the tokens, by who has them. */
  private final Map<String, byte[]> tokens = new TreeMap<>();

  /** What a browser carries, by whose it is. */
  private final Map<String, String> passes = new TreeMap<>();

  Tokens(HttpSettings settings) {
    settings.token().ifPresent(token -> tokens.put(UNNAMED, digest(token)));
    settings.people().forEach((name, token) -> tokens.put(name, digest(token)));
    tokens.keySet().forEach(name -> passes.put(name, pass()));
  }

  /** Who asks; empty for whoever may not see what is guarded. */
  Optional<String> who(Context request) {
    if (tokens.isEmpty()) {
      return Optional.of(Caller.LOCAL);
    }
    String header = request.header("Authorization");
    if (header != null && header.startsWith(BEARER)) {
      return whose(header.substring(BEARER.length()));
    }
    return Optional.ofNullable(request.cookie(COOKIE))
        .map(Tokens::digest)
        .flatMap(
            shown ->
                passes.entrySet().stream()
                    .filter(pass -> MessageDigest.isEqual(shown, digest(pass.getValue())))
                    .map(Map.Entry::getKey)
                    .findFirst());
  }

  /** Digests of one length are compared: the time taken tells nothing of a token. */
  Optional<String> whose(String shown) {
    byte[] digest = digest(shown);
    return tokens.isEmpty()
        ? Optional.of(Caller.LOCAL)
        : tokens.entrySet().stream()
            .filter(token -> MessageDigest.isEqual(digest, token.getValue()))
            .map(Map.Entry::getKey)
            .findFirst();
  }

  /** The cookie for a browser whose person has shown a token. */
  void admit(Context request, String name) {
    Cookie cookie = new Cookie(COOKIE, passes.getOrDefault(name, pass()));
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setSecure(request.scheme().equals("https"));
    request.cookie(cookie);
  }

  private static String pass() {
    byte[] random = new byte[PASS_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.blipstream.ops.fetch;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where pictures may be fetched from.
 *
 * @param scheme in lower case
 * @param host in lower case; {@code *.} in front for all names below it, {@code *} for all names
 * @param port -1 for the scheme's own
 */
public record AllowedPlace(String scheme, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z][a-z0-9+.-]*)://(\\*|(?:\\*\\.)?[a-z0-9][a-z0-9.-]*|\\[[0-9a-f:.]+])"
              + "(?::([1-9]\\d{0,4}))?");

  /**
   * As {@code https://images.example.org}, {@code https://*.example.org:8443} or {@code
   * s3://bucket}, by comma.
   *
   * @throws IllegalArgumentException where one is of no such form
   */
  public static List<AllowedPlace> parse(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(each -> one(each.strip())).toList();
  }

  private static AllowedPlace one(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    int port =
        matcher.matches() && matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : -1;
    if (!matcher.matches() || port > 65_535) {
      throw new IllegalArgumentException("no place to fetch from: " + text);
    }
    return new AllowedPlace(matcher.group(1), matcher.group(2), port);
  }

  /**
   * Whether it holds this address. A wild card stands for names alone: an address in numbers must
   * be allowed as such.
   */
  boolean holds(URI uri) {
    String other = uri.getHost().toLowerCase(Locale.ROOT);
    boolean numbers = other.startsWith("[") || Ipv4Text.dottedQuad(other);
    boolean named =
        host.startsWith("*") ? !numbers && other.endsWith(host.substring(1)) : other.equals(host);
    return named && uri.getScheme().equalsIgnoreCase(scheme) && port(uri) == port();
  }

  @Override
  public int port() {
    return port == -1 ? usual(scheme) : port;
  }

  static int port(URI uri) {
    return uri.getPort() == -1 ? usual(uri.getScheme()) : uri.getPort();
  }

  private static int usual(String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "http" -> 80;
      case "https" -> 443;
      default -> -1;
    };
  }
}

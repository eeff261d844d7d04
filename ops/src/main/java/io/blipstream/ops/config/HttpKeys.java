package io.blipstream.ops.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The keys of the web server and of what it shows. */
public final class HttpKeys {
  public static final Key<Optional<Integer>> PORT =
      new Key<>(
          "http.port",
          "Where the Wall, the probes and the metrics are served; 0 takes a free port. Left alone, a"
              + " taken 8470 is replaced by a free one.",
          ValueType.of("`off`, or integer, 0 to 65535", HttpKeys::port),
          Optional.of("8470"));
  public static final Key<String> HOST =
      new Key<>(
          "http.host",
          "The address that is listened on. Any but the loopback needs `http.token`.",
          ValueType.text("name or number", "[A-Za-z0-9.:_-]{1,253}"),
          Optional.of("127.0.0.1"));
  public static final Key<String> TOKEN =
      new Key<>(
          "http.token",
          "What whoever looks at the Wall or the metrics has to know, sent as `Authorization: Bearer`; probes are"
              + " open.",
          ValueType.text("16 to 256 printable characters; empty for none", "([!-~]{16,256})?"),
          Optional.of(""));
  public static final Key<Map<String, String>> TOKENS =
      new Key<>(
          "http.tokens",
          "Further tokens, each with the name of who has it: what is done in the console is noted under"
              + " that name.",
          ValueType.of(
              "`name=token` by comma; tokens of 16 to 256 characters, none of them a comma",
              HttpKeys::people),
          Optional.of(""));
  public static final Key<Set<String>> NAMES =
      new Key<>(
          "http.names",
          "Names under which pages are asked for, besides numbers and `localhost`: others are refused,"
              + " so that no strange name can be pointed at it.",
          ValueType.names(),
          Optional.of(""));

  /** The names that stand for nobody in particular are not to be had. */
  private static final Pattern PERSON =
      Pattern.compile("(?!(local|token)=)[A-Za-z0-9._@-]{1,64}=[!-~]{16,256}");

  private HttpKeys() {}

  static List<Key<?>> all() {
    return List.of(PORT, HOST, TOKEN, TOKENS, NAMES);
  }

  private static Map<String, String> people(String text) {
    Map<String, String> people = new TreeMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      if (!PERSON.matcher(pair.strip()).matches()) {
        throw new IllegalArgumentException("no name and token");
      }
      String[] parts = pair.strip().split("=", 2);
      if (people.put(parts[0], parts[1]) != null) {
        throw new IllegalArgumentException("a name stands twice");
      }
    }
    return people;
  }

  private static Optional<Integer> port(String text) {
    if (text.equals("off")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("out of range");
    }
    return Optional.of(port);
  }
}

package io.blipstream.ops.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  public static final Key<Set<String>> NAMES =
      new Key<>(
          "http.names",
          "Names under which pages are asked for, besides numbers and `localhost`: others are refused,"
              + " so that no strange name can be pointed at it.",
          ValueType.names(),
          Optional.of(""));

  private HttpKeys() {}

  static List<Key<?>> all() {
    return List.of(PORT, HOST, TOKEN, NAMES);
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

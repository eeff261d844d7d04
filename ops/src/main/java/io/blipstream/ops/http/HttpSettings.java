package io.blipstream.ops.http;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.HttpKeys;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the server listens and what it asks for.
 *
 * @param host name or number of the address that is listened on
 * @param port 0 for a free one
 * @param anyPort whether a free port may be taken where {@code port} is not
 * @param token empty where none is needed, which only the loopback allows
 * @param names further names under which pages may be asked for
 * @param people further tokens, by the name of who has it
 */
public record HttpSettings(
    String host,
    int port,
    boolean anyPort,
    Optional<String> token,
    Set<String> names,
    Map<String, String> people) {
  static final int SHORTEST_TOKEN = 16;

  /**
   * @throws FatalException with {@link FaultCode#CONSOLE_EXPOSED} where everybody in the network
   *     could look at pictures and replay records
   */
  public HttpSettings {
    requireNonNull(host, "host");
    names = Set.copyOf(names);
    people = Map.copyOf(people);
    if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID,
          "http.token is shorter than " + SHORTEST_TOKEN + " characters; it could be guessed");
    }
    if (token.isEmpty() && people.isEmpty() && !loopback(host)) {
      throw new FatalException(
          FaultCode.CONSOLE_EXPOSED,
          "http.host=" + host + " is open to the network and needs http.token; or leave http.host");
    }
  }

  /** With one token at most. */
  public HttpSettings(
      String host, int port, boolean anyPort, Optional<String> token, Set<String> names) {
    this(host, port, anyPort, token, names, Map.of());
  }

  /** As configured; empty where there is to be no server. */
  public static Optional<HttpSettings> of(Configuration configuration) {
    return configuration
        .value(HttpKeys.PORT)
        .map(
            port ->
                new HttpSettings(
                    configuration.value(HttpKeys.HOST),
                    port,
                    !configuration.isSet(HttpKeys.PORT),
                    Optional.of(configuration.value(HttpKeys.TOKEN)).filter(t -> !t.isEmpty()),
                    configuration.value(HttpKeys.NAMES),
                    configuration.value(HttpKeys.TOKENS)));
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID, "http.host=" + host + " is no address", e);
    }
  }
}

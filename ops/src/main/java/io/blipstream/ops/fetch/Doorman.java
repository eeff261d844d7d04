package io.blipstream.ops.fetch;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Says of an address, before anything is looked up, whether it may be fetched from, and of a
 * number, before anything is sent, whether it may be spoken to. Any thread.
 */
final class Doorman {
  private static final int LONGEST = 8_192;
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?");

  private final List<AllowedPlace> places;
  private final AddressPolicy addresses;

  Doorman(List<AllowedPlace> places, AddressPolicy addresses) {
    this.places = List.copyOf(places);
    this.addresses = addresses;
  }

  /**
   * An address as it may be asked for, without what follows a {@code #}.
   *
   * @throws FatalException with {@link FaultCode#IMAGE_FETCH_REFUSED}; messages leave path and
   *     query out, which may be secrets
   */
  URI admit(String text) {
    URI uri = parsed(text);
    if (uri.getScheme() == null || uri.isOpaque() || uri.getHost() == null) {
      throw refused("a picture's address must be absolute and name a host in plain letters");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused("a picture's address must not carry a user or a password");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (host.startsWith("[") ? disguised(host) : !readable(host)) {
      throw refused("the host " + host + " is not written as all resolvers read it");
    }
    if (places.stream().noneMatch(place -> place.holds(uri))) {
      throw refused(
          "fetching from %s://%s:%d is not allowed"
              .formatted(uri.getScheme(), host, AllowedPlace.port(uri)));
    }
    return uri;
  }

  /**
   * @param host it belongs to, for the message
   */
  void admit(String host, InetAddress address) {
    if (!addresses.allows(address)) {
      throw refused(host + " has an address that is not public: " + address.getHostAddress());
    }
  }

  static FatalException refused(String message) {
    return new FatalException(FaultCode.IMAGE_FETCH_REFUSED, message);
  }

  private static URI parsed(String text) {
    if (text.length() > LONGEST) {
      throw refused("a picture's address has more than " + LONGEST + " characters");
    }
    try {
      int fragment = text.indexOf('#');
      return new URI(fragment < 0 ? text : text.substring(0, fragment)).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw refused("a picture's address does not parse"); // the cause would repeat it
    }
  }

  private static boolean readable(String host) {
    return NAME.matcher(host).matches()
        && !host.contains("..")
        && (Ipv4Text.dottedQuad(host) || !Ipv4Text.endsInNumber(host));
  }

  /** An IPv4 address in the clothes of the other kind, or one with a zone. */
  private static boolean disguised(String literal) {
    try {
      return literal.contains("%") || !(InetAddress.getByName(literal) instanceof Inet6Address);
    } catch (UnknownHostException e) {
      return true;
    }
  }
}

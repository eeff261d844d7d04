package io.blipstream.ops.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Addresses of the internet protocol that begin alike.
 *
 * @param network its first address; not copied
 * @param bits that they share
 */
public record AddressRange(byte[] network, int bits) {
  private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]+");

  public AddressRange {
    if (bits < 0 || bits > 8 * network.length) {
      throw new IllegalArgumentException("no such range: /" + bits);
    }
  }

  /** As {@code 10.1.0.0/16}, {@code fd00::/8} or one address. */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    // Only literals: a name would be looked up.
    if (!LITERAL.matcher(address).matches()
        || (address.indexOf(':') < 0 && !Ipv4Text.dottedQuad(address))) {
      throw new IllegalArgumentException("no address: " + text);
    }
    try {
      byte[] network = InetAddress.getByName(address).getAddress();
      return new AddressRange(
          network, slash < 0 ? 8 * network.length : Integer.parseInt(text.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address: " + text, e);
    }
  }

  /**
   * Several by comma.
   *
   * @throws IllegalArgumentException where one is none
   */
  public static List<AddressRange> parseAll(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(each -> parse(each.strip())).toList();
  }

  boolean holds(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((other[bit / 8] ^ network[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}

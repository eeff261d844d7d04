package io.blipstream.ops.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be connected to: those of the public internet, and what is configured
 * besides. Ranges as of the IANA registries for special purposes.
 */
final class AddressPolicy {
  private static final List<AddressRange> NOT_PUBLIC =
      ranges(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared by carriers
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // a cloud's metadata
          "169.254.0.0/16", // link-local, most clouds' metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          "2001::/23", // protocol assignments, Teredo among them
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: an IPv4 address within
          "3fff::/20"); // documentation

  /** All that is unicast and public; loopback, mapped, NAT64, local and multicast lie outside. */
  private static final AddressRange PUBLIC_IPV6 = AddressRange.parse("2000::/3");

  private final List<AddressRange> allowed;

  /**
   * @param allowed though they are not public
   */
  AddressPolicy(List<AddressRange> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  boolean allows(InetAddress address) {
    if (allowed.stream().anyMatch(range -> range.holds(address))) {
      return true;
    }
    boolean outside = address instanceof Inet6Address && !PUBLIC_IPV6.holds(address);
    return !outside && NOT_PUBLIC.stream().noneMatch(range -> range.holds(address));
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::parse).toList();
  }
}

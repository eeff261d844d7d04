package io.blipstream.ops.fetch;

import java.util.regex.Pattern;

/** Hosts that some resolver somewhere takes for an IPv4 address. */
final class Ipv4Text {
  private static final Pattern QUAD =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");

  private Ipv4Text() {}

  /** Four numbers, decimal, without leading zeros: the one form that all read alike. */
  static boolean dottedQuad(String host) {
    return QUAD.matcher(host).matches();
  }

  /**
   * Whether the last label is a number, as in {@code 2130706433}, {@code 0x7f.1} or {@code
   * 0177.0.0.1}. No name of the DNS ends in one.
   */
  static boolean endsInNumber(String host) {
    return NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches();
  }
}

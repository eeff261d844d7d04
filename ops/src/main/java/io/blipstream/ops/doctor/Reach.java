package io.blipstream.ops.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether something listens at an address. Kafka's client says of a name that nobody knows, a
 * closed port and a silent one alike that it timed out.
 */
final class Reach {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Reach() {}

  /** Why not; empty where somebody does. */
  static Optional<String> fault(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      return Optional.of("nobody knows the name " + host);
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) PATIENCE.toMillis());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("nobody listens at " + host + ":" + port + " (" + e.getMessage() + ")");
    }
  }

  /** Of {@code host:port}, with or without a protocol before it. */
  static Optional<String> fault(String address) {
    String bare = address.strip().replaceFirst("^[A-Za-z_]+://", "");
    int colon = bare.lastIndexOf(':');
    if (colon < 1 || !bare.substring(colon + 1).matches("\\d{1,5}")) {
      return Optional.of(address + " is no host:port");
    }
    int port = Integer.parseInt(bare.substring(colon + 1));
    return port > 65_535
        ? Optional.of(address + " has no such port")
        : fault(bare.substring(0, colon).replaceAll("[\\[\\]]", ""), port);
  }
}

package io.blipstream.ops.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks names of hosts up. Any thread; it may block. */
@FunctionalInterface
interface Names {
  /** As this machine does. */
  Names OF_THE_SYSTEM = InetAddress::getAllByName;

  /** At least one. */
  InetAddress[] lookUp(String host) throws UnknownHostException;
}

package io.blipstream.ops.cli;

import io.blipstream.ops.bench.outages.SimulatedDevice;

/**
 * The command in a process of its own, whole, but on a device that is simulated: for {@code bench
 * outages}, which takes away what it stands on, and {@code bench overload}.
 */
final class SimulatedRun {
  private SimulatedRun() {}

  public static void main(String[] arguments) {
    System.exit(
        new Blipstream(Main.console(), System.getenv(), SimulatedDevice::open).execute(arguments));
  }
}

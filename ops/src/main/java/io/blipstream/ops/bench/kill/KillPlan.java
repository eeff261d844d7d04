package io.blipstream.ops.bench.kill;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.Map;

/**
 * What is done to whom.
 *
 * @param kills processes that are killed, one at a time
 * @param events published before the first kill
 * @param instances processes that run at once
 * @param brokerRestarts times that the broker goes away in between
 * @param seed of the moments and the victims
 * @param configuration of the processes, beside what a cluster of our own needs
 */
public record KillPlan(
    int kills,
    int events,
    int partitions,
    int instances,
    int brokerRestarts,
    long seed,
    Map<String, String> configuration) {
  public KillPlan {
    configuration = Map.copyOf(requireNonNull(configuration, "configuration"));
    requireAtLeast("kills", kills, 0);
    requireAtLeast("events", events, 1);
    requireAtLeast("partitions", partitions, 1);
    requireAtLeast("instances", instances, 1);
    requireAtLeast("broker restarts", brokerRestarts, 0);
  }

  /** Whether processes keep their membership over a restart; the streams protocol has no such. */
  boolean staticMembers() {
    return !"streams".equals(configuration.get("kafka.group.protocol"));
  }

  private static void requireAtLeast(String what, int value, int least) {
    if (value < least) {
      throw new FatalException(
          FaultCode.USAGE, what + " is " + value + ", must be at least " + least);
    }
  }
}

package io.blipstream.ops.bench.outages;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.List;
import java.util.Map;

/**
 * What is tried, and for how long.
 *
 * @param only names of outages; all where it is empty
 * @param seconds that each lasts
 * @param rate events a second, before, meanwhile and after
 * @param configuration of the application, beside what it needs here
 * @param command class whose main method is the command line, on a device that is simulated
 */
public record OutagesPlan(
    List<String> only, int seconds, int rate, Map<String, String> configuration, String command) {
  public OutagesPlan {
    only = List.copyOf(only);
    configuration = Map.copyOf(configuration);
    if (seconds < 1 || rate < 1) {
      throw new FatalException(FaultCode.USAGE, "seconds and rate must be at least 1");
    }
  }
}

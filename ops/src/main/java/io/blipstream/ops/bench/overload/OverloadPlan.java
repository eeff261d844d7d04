package io.blipstream.ops.bench.overload;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Duration;
import java.util.Map;

/**
 * How much for how long.
 *
 * @param seconds that the load lasts
 * @param factor of the measured capacity that is sent
 * @param configuration of the application, beside what it needs here
 * @param command class whose main method is the command line, on a device that is simulated
 */
public record OverloadPlan(
    int seconds, int factor, Map<String, String> configuration, String command) {
  /** Of live events: what somebody who looks at a page waits for. */
  private static final int LIVE_SECONDS = 5;

  private static final int LEAST_SECONDS = 2;

  /** Of events that wait for nobody: afterwards the next run of the same job makes them again. */
  private static final int LONGEST_SECONDS = 60;

  /** Of the load's time, so that most of it sees what expires, and little is left at its end. */
  private static final int PART = 10;

  /** Of the load's time, before it. */
  private static final int MEASURED_PART = 30;

  private static final int MEASURED_LEAST = 2;

  public OverloadPlan {
    configuration = Map.copyOf(configuration);
    if (seconds < LEAST_SECONDS || factor < 1) {
      throw new FatalException(
          FaultCode.USAGE, "seconds must be at least " + LEAST_SECONDS + ", the factor at least 1");
    }
  }

  /** How long an event of a feed may take from its sending to its answer. */
  Duration deadline(Feed feed) {
    int patient = Math.max(LEAST_SECONDS, Math.min(LONGEST_SECONDS, seconds / PART));
    return Duration.ofSeconds(
        switch (feed) {
          case BULK -> patient;
          case STANDARD -> Math.max(LEAST_SECONDS, patient / 2);
          case LIVE, LIVE_AMID_BULK -> LIVE_SECONDS;
          case CAPACITY -> throw new IllegalArgumentException("it has none");
        });
  }

  double deadlineSeconds(Feed feed) {
    return deadline(feed).toMillis() / 1e3;
  }

  /** How long what the device can do is measured. */
  int measuredSeconds() {
    return Math.max(MEASURED_LEAST, seconds / MEASURED_PART);
  }
}

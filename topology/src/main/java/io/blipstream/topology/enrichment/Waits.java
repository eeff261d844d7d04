package io.blipstream.topology.enrichment;

import java.time.Duration;

/**
 * How long to wait for what.
 *
 * @param engine for any sign of life from an engine that has work; then the task is given up and
 *     its records are read again. How long one event takes is of no account: a slow engine is
 *     waited for
 * @param template for a template that an instruction names and the table does not have yet
 * @param registry for the schema registry, on the stream thread
 * @param afterOutage before a task that was given up is joined again
 * @param poll between two looks at what the engine has completed
 */
public record Waits(
    Duration engine, Duration template, Duration registry, Duration afterOutage, Duration poll) {
  public static final Waits DEFAULT =
      new Waits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMillis(10));

  public Waits {
    if (engine.isNegative() || engine.isZero() || poll.toMillis() < 1) {
      throw new IllegalArgumentException("waits for the engine and between polls must be positive");
    }
    if (template.isNegative() || registry.isNegative() || afterOutage.isNegative()) {
      throw new IllegalArgumentException("a wait must not be negative");
    }
  }
}

package io.blipstream.topology.enrichment;

/**
 * How much may be on its way at once. The process's bounds keep the device's batches full; a task's
 * are looser than its share, so that a busy partition can use what a quiet one leaves.
 *
 * @param events events at the engine, over all tasks of the process; some three batches' worth;
 *     interactive ones may go an eighth beyond, in number and in bytes
 * @param bytes bytes of their records; a single larger one still passes, alone
 * @param eventsPerTask events of one task at the engine
 * @param heldPerTask events of one task not yet forwarded, those that wait for an earlier one
 *     included
 * @param bytesPerTask bytes of the records that one task keeps; a single larger one still passes
 */
public record InFlightBounds(
    int events, long bytes, int eventsPerTask, int heldPerTask, long bytesPerTask) {
  private static final long MIB = 1L << 20;

  /** For batches of 16. */
  public static final InFlightBounds DEFAULT = new InFlightBounds(48, 256 * MIB, 24, 96, 128 * MIB);

  public InFlightBounds {
    positive("events", events);
    positive("bytes", bytes);
    positive("eventsPerTask", eventsPerTask);
    positive("heldPerTask", heldPerTask);
    positive("bytesPerTask", bytesPerTask);
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", must be positive");
    }
  }
}

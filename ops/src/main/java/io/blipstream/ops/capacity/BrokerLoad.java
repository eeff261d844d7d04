package io.blipstream.ops.capacity;

/**
 * What all brokers together carry, in the busiest minutes.
 *
 * @param bytesIn a second from clients: events, results and the application's memory
 * @param bytesOut a second to the application, and between brokers
 * @param stored bytes that a day leaves behind, on all disks
 * @param transactions a second at most
 */
public record BrokerLoad(double bytesIn, double bytesOut, double stored, double transactions) {
  /** What an event holds beside its picture. */
  static final int ENVELOPE_BYTES = 1_000;

  /** A result with its provenance, its headers and its share of a batch: 740 in the demo. */
  static final int RESULT_BYTES = 800;

  /** For each event, in the application's memory of subjects: 45 in the demo. */
  static final int MEMORY_BYTES = 100;

  /** Stream threads of an instance on two cores, and how often each commits in a second. */
  private static final double COMMITS_PER_INSTANCE = 2 * 5;

  /**
   * @param replicas of every topic
   */
  public static BrokerLoad of(Demand demand, int instances, int replicas) {
    double events = demand.pictures() * (demand.pictureBytes() + ENVELOPE_BYTES);
    double results = demand.requests() * RESULT_BYTES + demand.pictures() * MEMORY_BYTES;
    double in = events + results;
    return new BrokerLoad(
        in,
        events + in * (replicas - 1),
        in / demand.peak() * 86_400 * replicas,
        instances * COMMITS_PER_INSTANCE);
  }
}

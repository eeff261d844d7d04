package io.blipstream.ops.capacity;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many instances and partitions.
 *
 * @param instances processes of the application, one device each
 * @param partitions of the image events
 * @param load share of what the instances can answer that the wanted rate is
 */
public record Advice(int instances, int partitions, double load) {
  /** From topic to topic as a share of the engine's own rate: about the worst that was measured. */
  public static final double PIPELINE_SHARE = 0.8;

  /** More would leave too little to catch up with after an outage. */
  public static final double HIGHEST_LOAD = 0.7;

  /** So that every instance has the same share, and as many again can join. */
  private static final int PARTITIONS_PER_INSTANCE = 4;

  private static final int LEAST_PARTITIONS = 6;

  /** What one partition's leader takes without being noticed. */
  private static final double PARTITION_BYTES = 10e6;

  /**
   * @param rate instructions that one instance's engine answers in a second, by `bench model`
   * @param wanted instructions a second, in the busiest minutes
   * @param bytes of events a second then
   * @throws IllegalArgumentException where it would be more than a million instances
   */
  public static Advice of(double rate, double wanted, double bytes) {
    if (!(rate > 0) || !(wanted > 0) || !(bytes >= 0)) {
      throw new IllegalArgumentException("rates are more than 0");
    }
    double one = rate * PIPELINE_SHARE;
    double needed = Math.ceil(wanted / (one * HIGHEST_LOAD));
    if (needed > 1e6) {
      throw new IllegalArgumentException("more than a million instances");
    }
    int instances = (int) needed;
    double least =
        Math.max(
            Math.max(LEAST_PARTITIONS, Math.ceil(bytes / PARTITION_BYTES)),
            instances == 1 ? LEAST_PARTITIONS : (double) instances * PARTITIONS_PER_INSTANCE);
    int partitions = (int) Math.ceil(least / instances) * instances;
    return new Advice(instances, partitions, wanted / (instances * one));
  }

  /** Seconds until all is answered that came during an outage of a second, at the wanted rate. */
  public double drain() {
    return load / (1 - load);
  }

  /** For people. */
  public String words() {
    return "%d instances and %d partitions; at the peak %.0f %% busy, an hour's outage is made up in %.1f h"
        .formatted(instances, partitions, 100 * load, drain());
  }

  /** For programs. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("instances", instances);
    fields.put("partitions", partitions);
    fields.put("load", load);
    fields.put("drain_seconds_per_outage_second", drain());
    return fields;
  }
}

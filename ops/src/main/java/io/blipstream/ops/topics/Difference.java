package io.blipstream.ops.topics;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing in which the cluster is not as wanted.
 *
 * @param what {@link #TOPIC}, {@link #PARTITIONS} or the name of a topic's configuration
 * @param found empty where there is nothing
 */
public record Difference(String topic, String what, String found, String wanted) {
  static final String TOPIC = "topic";
  static final String PARTITIONS = "partitions";

  public Difference {
    requireNonNull(topic, "topic");
    requireNonNull(what, "what");
    requireNonNull(found, "found");
    requireNonNull(wanted, "wanted");
  }

  static Difference missing(String topic) {
    return new Difference(topic, TOPIC, "", "there");
  }

  /** Whether the topic itself is not there. */
  public boolean isMissing() {
    return what.equals(TOPIC);
  }

  /** Whether a topic has another number of partitions. */
  public boolean isCount() {
    return what.equals(PARTITIONS);
  }

  /** For people. */
  public String words() {
    return isMissing()
        ? topic + " is missing"
        : topic
            + " has "
            + what
            + "="
            + (found.isEmpty() ? "(none)" : found)
            + ", wanted "
            + wanted;
  }

  /** For programs. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", topic);
    fields.put("what", what);
    fields.put("found", found.isEmpty() ? null : found);
    fields.put("wanted", wanted);
    return fields;
  }
}

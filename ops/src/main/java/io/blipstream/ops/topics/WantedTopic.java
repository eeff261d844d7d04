package io.blipstream.ops.topics;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.cluster.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it should be.
 *
 * @param partitions of a new one
 * @param counted whether one with fewer partitions is a difference
 * @param configs in the order of their names; what is not named is left to the brokers
 */
record WantedTopic(String name, int partitions, boolean counted, Map<String, String> configs) {
  WantedTopic {
    requireNonNull(name, "name");
    configs = new TreeMap<>(configs);
  }

  /**
   * What differs from what is there.
   *
   * @param exact whether more partitions than wanted are a difference too
   */
  List<Difference> from(TopicState found, boolean exact) {
    List<Difference> differences = new ArrayList<>();
    boolean fewer = found.partitions() < partitions;
    if (counted && (fewer || (exact && found.partitions() > partitions))) {
      differences.add(
          new Difference(name, Difference.PARTITIONS, "" + found.partitions(), "" + partitions));
    }
    found
        .configs()
        .ifPresent(
            there ->
                configs.forEach(
                    (config, wanted) -> {
                      String value = there.getOrDefault(config, "");
                      if (!satisfies(config, value, wanted)) {
                        differences.add(new Difference(name, config, value, wanted));
                      }
                    }));
    return differences;
  }

  NewTopic toCreate(short replication) {
    NewTopic topic =
        new NewTopic(
            name,
            Optional.of(partitions),
            replication < 1 ? Optional.empty() : Optional.of(replication));
    return topic.configs(configs);
  }

  /** A topic that takes longer messages than are written serves as well. */
  private static boolean satisfies(String config, String value, String wanted) {
    if (config.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG) && value.matches("[0-9]{1,18}")) {
      return Long.parseLong(value) >= Long.parseLong(wanted);
    }
    return value.equals(wanted);
  }
}

package io.blipstream.ops.cluster;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * A topic as a cluster has it.
 *
 * @param replicas of its first partition
 * @param configs with the brokers' defaults; empty where they may not be read
 * @param allowed what the asker may do with it
 */
public record TopicState(
    int partitions,
    int replicas,
    Optional<Map<String, String>> configs,
    Set<AclOperation> allowed) {
  public TopicState {
    requireNonNull(configs, "configs");
    allowed = Set.copyOf(allowed);
  }
}

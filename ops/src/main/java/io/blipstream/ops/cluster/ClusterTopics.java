package io.blipstream.ops.cluster;

import io.blipstream.runtime.fault.FatalException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;

/** A cluster's topics. One caller at a time; faults are those of {@link Cluster}. */
public final class ClusterTopics {
  private final Admin admin;
  private final AdminCalls calls;

  ClusterTopics(Admin admin, AdminCalls calls) {
    this.admin = admin;
    this.calls = calls;
  }

  /** The names that the asker may see, of our topics and of others. */
  public Set<String> names() {
    return new TreeSet<>(calls.await(admin.listTopics().names()));
  }

  /** Those of these topics that are there and may be seen. */
  public Map<String, TopicState> describe(Collection<String> wanted) {
    Set<String> there = new HashSet<>(wanted);
    there.retainAll(names());
    Map<String, TopicDescription> descriptions =
        calls.await(
            admin
                .describeTopics(
                    there, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames());
    Map<String, TopicState> states = new TreeMap<>();
    descriptions.forEach((name, each) -> states.put(name, state(name, each)));
    return states;
  }

  /** Makes topics; returns when the brokers have them. */
  public void create(List<NewTopic> topics) {
    calls.await(admin.createTopics(topics).all());
  }

  /** Whether the asker may make a topic; makes none. */
  public boolean mayCreate(String topic) {
    NewTopic small = new NewTopic(topic, Optional.of(1), Optional.empty());
    try {
      calls.await(
          admin.createTopics(List.of(small), new CreateTopicsOptions().validateOnly(true)).all());
      return true;
    } catch (FatalException refused) {
      return false;
    }
  }

  /** Sets some of a topic's configuration and leaves the rest as it is. */
  public void configure(String topic, Map<String, String> configs) {
    List<AlterConfigOp> operations =
        configs.entrySet().stream()
            .map(
                each ->
                    new AlterConfigOp(new ConfigEntry(each.getKey(), each.getValue()), OpType.SET))
            .toList();
    calls.await(admin.incrementalAlterConfigs(Map.of(resource(topic), operations)).all());
  }

  /** Adds partitions until there are so many. */
  public void grow(String topic, int partitions) {
    calls.await(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
  }

  /** For ever. */
  public void delete(Collection<String> topics) {
    calls.await(admin.deleteTopics(topics).all());
  }

  private TopicState state(String name, TopicDescription description) {
    Set<AclOperation> allowed =
        description.authorizedOperations() == null ? Set.of() : description.authorizedOperations();
    return new TopicState(
        description.partitions().size(),
        description.partitions().get(0).replicas().size(),
        allowed.contains(AclOperation.DESCRIBE_CONFIGS) ? configs(name) : Optional.empty(),
        allowed);
  }

  /** Empty where the permission went between the two questions. */
  private Optional<Map<String, String>> configs(String topic) {
    try {
      Config config =
          calls.await(admin.describeConfigs(List.of(resource(topic))).all()).get(resource(topic));
      return Optional.of(
          config.entries().stream()
              .filter(entry -> entry.value() != null)
              .collect(
                  Collectors.toMap(
                      ConfigEntry::name, ConfigEntry::value, (one, other) -> one, HashMap::new)));
    } catch (FatalException refused) {
      return Optional.empty();
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}

package io.blipstream.ops.cluster;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.topology.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The administrator's side of a cluster. One caller at a time. */
public final class Cluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Admin admin;
  private final AdminCalls calls;

  private Cluster(Admin admin, AdminCalls calls) {
    this.admin = admin;
    this.calls = calls;
  }

  /**
   * Does not connect yet.
   *
   * @param kafka Kafka's own keys
   * @throws FatalException with {@link FaultCode#CONFIGURATION_INVALID} where Kafka refuses them
   */
  public static Cluster of(Map<String, Object> kafka) {
    return of(kafka, PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience how long one question may take
   */
  public static Cluster of(Map<String, Object> kafka, Duration patience) {
    Object addresses = kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (addresses == null) {
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID,
          "kafka.bootstrap.servers is not set; it names the cluster to join");
    }
    try {
      return new Cluster(Admin.create(kafka), new AdminCalls(patience, addresses.toString()));
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new FatalException(FaultCode.CONFIGURATION_INVALID, cause.getMessage(), e);
    }
  }

  /** Makes topics; returns when the brokers have them. */
  public void create(List<NewTopic> topics) {
    calls.await(admin.createTopics(topics).all());
  }

  /**
   * Checks that every topic is there and that templates are kept for ever.
   *
   * @throws FatalException with {@link FaultCode#TOPIC_INVALID} and a remedy; with {@link
   *     FaultCode#CONFIGURATION_INVALID} where the credentials are refused
   * @throws RetriableException with {@link FaultCode#BROKER_UNAVAILABLE}
   */
  public void requireTopics(Topics topics) {
    Set<String> missing = new TreeSet<>(namesOf(topics));
    missing.removeAll(calls.await(admin.listTopics().names()));
    if (!missing.isEmpty()) {
      throw new FatalException(
          FaultCode.TOPIC_INVALID,
          "missing topics: "
              + String.join(", ", missing)
              + "; create them, "
              + topics.instructionTemplates()
              + " with "
              + Topics.templateConfigs().entrySet().stream()
                  .map(Object::toString)
                  .sorted()
                  .collect(Collectors.joining(" and "))
              + ", or set topics.prefix");
    }
    Topics.templateConfigs()
        .forEach((name, value) -> requireConfig(topics.instructionTemplates(), name, value));
  }

  /** What expires, or is replaced by a later record of its version, is not kept for ever. */
  private void requireConfig(String topic, String name, String needed) {
    String value = config(topic, name);
    if (!value.equals(needed)) {
      throw new FatalException(
          FaultCode.TOPIC_INVALID,
          topic
              + " has "
              + name
              + "="
              + value
              + " and would forget what templates first said; set it to "
              + needed);
    }
  }

  /**
   * Checks that a topic is there which only some configurations need.
   *
   * @throws FatalException with {@link FaultCode#TOPIC_INVALID}
   */
  public void requireTopic(String topic) {
    if (!calls.await(admin.listTopics().names()).contains(topic)) {
      throw new FatalException(FaultCode.TOPIC_INVALID, "missing topic: " + topic + "; create it");
    }
  }

  /**
   * Checks that a topic keeps the last record of each key.
   *
   * @throws FatalException with {@link FaultCode#TOPIC_INVALID}
   */
  public void requireCompacted(String topic) {
    String policy = config(topic, TopicConfig.CLEANUP_POLICY_CONFIG);
    if (!policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new FatalException(
          FaultCode.TOPIC_INVALID,
          topic
              + " has "
              + TopicConfig.CLEANUP_POLICY_CONFIG
              + "="
              + policy
              + " and would grow for ever or forget what still holds; set it to "
              + TopicConfig.CLEANUP_POLICY_COMPACT);
    }
  }

  /** How many partitions a topic has. */
  public int partitions(String topic) {
    return calls
        .await(admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .size();
  }

  /** Where the named partitions of a topic end: the offset that the next record will have. */
  public Map<Integer, Long> ends(String topic, Collection<Integer> partitions) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition), any -> OffsetSpec.latest()));
    return calls.await(admin.listOffsets(asked).all()).entrySet().stream()
        .collect(
            Collectors.toMap(each -> each.getKey().partition(), each -> each.getValue().offset()));
  }

  /** Asks for an answer, whatever it says. */
  public void requireAnswer() {
    calls.await(admin.describeCluster().clusterId());
  }

  /** Bytes of the longest message that a topic takes. */
  public int largestMessage(String topic) {
    return Integer.parseInt(config(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
  }

  /** What there is to know about topics, and to change about them. */
  public ClusterTopics topics() {
    return new ClusterTopics(admin, calls);
  }

  /** Its brokers themselves. */
  public ClusterBrokers brokers() {
    return new ClusterBrokers(admin, calls);
  }

  /** Groups, transactions and permissions of an application. */
  public ClusterGroups groups() {
    return new ClusterGroups(admin, calls);
  }

  /** Waits for nothing: whoever still cared for an answer would be waiting for it. */
  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private static Collection<String> namesOf(Topics topics) {
    return List.of(
        topics.imageEvents(),
        topics.instructionTemplates(),
        topics.captions(),
        topics.answers(),
        topics.questions(),
        topics.deadLetters());
  }

  private String config(String topic, String name) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return calls
        .await(admin.describeConfigs(List.of(resource)).all())
        .get(resource)
        .get(name)
        .value();
  }
}

package io.blipstream.ops.cluster;

import io.blipstream.runtime.fault.BlipstreamException;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** The administrator's side of a cluster. One caller at a time. */
public final class Cluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Admin admin;
  private final Duration patience;

  /** Where it is said to be, for faults. */
  private final String addresses;

  private Cluster(Admin admin, Duration patience, String addresses) {
    this.admin = admin;
    this.patience = patience;
    this.addresses = addresses;
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

  /** The same with another patience for each answer. */
  public static Cluster of(Map<String, Object> kafka, Duration patience) {
    Object addresses = kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (addresses == null) {
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID,
          "kafka.bootstrap.servers is not set; it names the cluster to join");
    }
    try {
      return new Cluster(Admin.create(kafka), patience, addresses.toString());
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new FatalException(FaultCode.CONFIGURATION_INVALID, cause.getMessage(), e);
    }
  }

  /** Makes topics; returns when the brokers have them. */
  public void create(List<NewTopic> topics) {
    await(admin.createTopics(topics).all());
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
    missing.removeAll(await(admin.listTopics().names()));
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
    if (!await(admin.listTopics().names()).contains(topic)) {
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
    return await(admin.describeTopics(List.of(topic)).allTopicNames())
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
    return await(admin.listOffsets(asked).all()).entrySet().stream()
        .collect(
            Collectors.toMap(each -> each.getKey().partition(), each -> each.getValue().offset()));
  }

  /** Asks for an answer, whatever it says. */
  public void requireAnswer() {
    await(admin.describeCluster().clusterId());
  }

  /** Bytes of the longest message that a topic takes. */
  public int largestMessage(String topic) {
    return Integer.parseInt(config(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
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
    return await(admin.describeConfigs(List.of(resource)).all()).get(resource).get(name).value();
  }

  private <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
        throw new FatalException(
            FaultCode.CONFIGURATION_INVALID, "the cluster refuses: " + cause.getMessage(), cause);
      }
      throw unavailable(cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw unavailable(
          "no answer from " + addresses + " within " + patience.toSeconds() + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while waiting for it", e);
    }
  }

  private static BlipstreamException unavailable(String why, Throwable cause) {
    return new RetriableException(
        FaultCode.BROKER_UNAVAILABLE, "the cluster does not serve: " + why, cause);
  }
}

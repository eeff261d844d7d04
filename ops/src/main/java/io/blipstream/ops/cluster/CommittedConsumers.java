package io.blipstream.ops.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers of committed records that hold up nobody: in no group, and with nothing to commit. */
public final class CommittedConsumers {
  private CommittedConsumers() {}

  /**
   * @param kafka Kafka's own keys
   * @return a copy to add to
   */
  public static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    // A static member of a group that is not there would be refused, or push out the real one.
    settings.keySet().removeIf(key -> key.startsWith("group."));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return settings;
  }

  /**
   * Topics whole, from their beginnings on.
   *
   * @param kafka Kafka's own keys
   */
  public static KafkaConsumer<byte[], byte[]> fromBeginning(
      Map<String, Object> kafka, Collection<String> topics) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.seekToBeginning(assign(consumer, topics));
    return consumer;
  }

  /**
   * All partitions of topics. Assigned, not subscribed: one reader of everything needs no group,
   * and no group's delay.
   */
  public static List<TopicPartition> assign(Consumer<?, ?> consumer, Collection<String> topics) {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    return partitions;
  }
}

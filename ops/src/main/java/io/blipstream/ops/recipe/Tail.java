package io.blipstream.ops.recipe;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics from where they end when it is made, committed records only. Of one thread. */
final class Tail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;

  /** Behind the last record that was read. */
  private final Map<TopicPartition, Long> read = new HashMap<>();

  Tail(Map<String, Object> kafka, Collection<String> topics) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    // Assigned, not subscribed: one reader of everything needs no group, and no group's delay.
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Found out now: what is published next must not be taken for what was there before.
    partitions.forEach(consumer::position);
  }

  /** What came within a moment. */
  ConsumerRecords<String, byte[]> poll() {
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    for (ConsumerRecord<String, byte[]> record : records) {
      read.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
    return records;
  }

  /** By partition, of some of the topics: the offset behind the last record that was read. */
  Map<TopicPartition, Long> read(Collection<String> topics) {
    Map<TopicPartition, Long> some = new HashMap<>(read);
    some.keySet().removeIf(partition -> !topics.contains(partition.topic()));
    return some;
  }

  /** Whether everything that is committed now was read. */
  boolean atEnd() {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}

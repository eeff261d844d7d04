package io.blipstream.ops.recipe;

import io.blipstream.ops.cluster.CommittedConsumers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    consumer =
        new KafkaConsumer<>(
            CommittedConsumers.settings(kafka),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = CommittedConsumers.assign(consumer, topics);
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

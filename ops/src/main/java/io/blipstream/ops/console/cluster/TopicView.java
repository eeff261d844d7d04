package io.blipstream.ops.console.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Small topics, read from their begin: each look goes on from where the last one ended, to what is
 * committed by then. Any thread; one at a time looks.
 */
public final class TopicView<T extends SpecificRecord> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final SpecificAvroDeserializer<T> values;
  private final List<String> topics;
  private final Taker<T> taker;

  /** Takes records one by one, those of a partition in their order. */
  @FunctionalInterface
  public interface Taker<T> {
    /**
     * @param value empty for a tombstone
     */
    void take(String topic, String key, Optional<T> value);
  }

  public TopicView(
      Configuration configuration, List<String> topics, Class<T> type, Taker<T> taker) {
    this.consumer = Consumers.committed(configuration, 500);
    this.values = new SpecificAvroDeserializer<>(type);
    this.values.configure(configuration.registry(), false);
    this.topics = List.copyOf(topics);
    this.taker = requireNonNull(taker, "taker");
  }

  /**
   * Reads what is new.
   *
   * @throws RetriableException where the cluster does not answer
   */
  public synchronized void look() {
    try {
      List<TopicPartition> partitions = partitions();
      if (!consumer.assignment().containsAll(partitions)) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long start = System.nanoTime();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(this::take);
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw new RetriableException(
              FaultCode.BROKER_UNAVAILABLE, topics + " could not be read to their ends");
        }
      }
    } catch (KafkaException e) {
      throw new RetriableException(
          FaultCode.BROKER_UNAVAILABLE, "the cluster does not serve: " + e.getMessage(), e);
    }
  }

  /** A topic that is not there has none: not every application has recipes. */
  private List<TopicPartition> partitions() {
    Map<String, ?> there = consumer.listTopics();
    return topics.stream()
        .filter(there::containsKey)
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  /** What somebody else wrote there is not ours to show. */
  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String key = new String(record.key(), UTF_8);
    if (record.value() == null) {
      taker.take(record.topic(), key, Optional.empty());
      return;
    }
    T value;
    try {
      value = values.deserialize(record.topic(), record.headers(), record.value());
    } catch (SerializationException e) {
      return; // the application says so, with a dead letter
    }
    taker.take(record.topic(), key, Optional.of(value));
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}

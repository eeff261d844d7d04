package io.blipstream.ops.console.cluster;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.cluster.CommittedConsumers;
import io.blipstream.ops.config.Configuration;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was committed to some topics, from a little before their ends on; a consumer of its
 * own, in no group, so that it holds up nobody and works beside any number of processes.
 */
public final class TopicTail<T extends SpecificRecord> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long BACK = 30;

  private final Configuration configuration;
  private final List<String> topics;
  private final Class<T> type;
  private final Consumer<T> taker;
  private final Thread thread;

  /** Not an interrupt: a consumer that is closed under one does not say goodbye to the broker. */
  private volatile boolean stopped;

  private TopicTail(
      Configuration configuration, List<String> topics, Class<T> type, Consumer<T> taker) {
    this.configuration = requireNonNull(configuration, "configuration");
    this.topics = List.copyOf(topics);
    this.type = requireNonNull(type, "type");
    this.taker = requireNonNull(taker, "taker");
    this.thread = new Thread(this::run, "console-" + type.getSimpleName());
    thread.setDaemon(true);
  }

  /**
   * From now on.
   *
   * @param taker takes them one by one, on a thread of the reader's, and does not wait
   */
  public static <T extends SpecificRecord> TopicTail<T> start(
      Configuration configuration, List<String> topics, Class<T> type, Consumer<T> taker) {
    TopicTail<T> tail = new TopicTail<>(configuration, topics, type, taker);
    tail.thread.start();
    return tail;
  }

  private void run() {
    try (KafkaConsumer<byte[], byte[]> consumer = Consumers.committed(configuration, 500)) {
      SpecificAvroDeserializer<T> values = new SpecificAvroDeserializer<>(type);
      values.configure(configuration.registry(), false);
      assign(consumer);
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record, values);
        }
      }
    } catch (KafkaException e) {
      log.warn("the console shows nothing further of {}: {}", topics, e.getMessage());
    }
  }

  private void assign(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = CommittedConsumers.assign(consumer, topics);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach((at, end) -> consumer.seek(at, Math.max(begins.get(at), end - BACK)));
  }

  /** What somebody else wrote there is not ours to show; a tombstone says nothing. */
  private void take(ConsumerRecord<byte[], byte[]> record, SpecificAvroDeserializer<T> values) {
    if (record.value() == null) {
      return;
    }
    try {
      taker.accept(values.deserialize(record.topic(), record.headers(), record.value()));
    } catch (SerializationException e) {
      log.debug("a record of {} cannot be read: {}", record.topic(), e.getMessage());
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(POLL.toMillis() * 4);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

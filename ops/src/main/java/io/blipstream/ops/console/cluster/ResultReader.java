package io.blipstream.ops.console.cluster;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.cluster.CommittedConsumers;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was committed to the result topics, from a little before their ends on; a consumer of
 * its own, in no group, so that it holds up nobody and works beside any number of processes.
 */
public final class ResultReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ResultReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long BACK = 30;

  private final Configuration configuration;
  private final Consumer<Result> results;
  private final Thread thread = new Thread(this::run, "console-results");

  /** Not an interrupt: a consumer that is closed under one does not say goodbye to the broker. */
  private volatile boolean stopped;

  private ResultReader(Configuration configuration, Consumer<Result> results) {
    this.configuration = requireNonNull(configuration, "configuration");
    this.results = requireNonNull(results, "results");
    thread.setDaemon(true);
  }

  /**
   * From now on.
   *
   * @param results takes them one by one, on a thread of the reader's, and does not wait
   */
  public static ResultReader start(Configuration configuration, Consumer<Result> results) {
    ResultReader reader = new ResultReader(configuration, results);
    reader.thread.start();
    return reader;
  }

  private void run() {
    try (KafkaConsumer<byte[], byte[]> consumer = Consumers.committed(configuration, 500)) {
      SpecificAvroDeserializer<Result> values = new SpecificAvroDeserializer<>(Result.class);
      values.configure(configuration.registry(), false);
      assign(consumer);
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record, values);
        }
      }
    } catch (KafkaException e) {
      log.warn("the console shows no further results: {}", e.getMessage());
    }
  }

  private void assign(KafkaConsumer<byte[], byte[]> consumer) {
    Topics topics = PipelineSettings.topics(configuration);
    List<TopicPartition> partitions =
        CommittedConsumers.assign(
            consumer, List.of(topics.captions(), topics.answers(), topics.questions()));
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach((at, end) -> consumer.seek(at, Math.max(begins.get(at), end - BACK)));
  }

  /** What somebody else wrote there is not ours to show; a tombstone says nothing. */
  private void take(
      ConsumerRecord<byte[], byte[]> record, SpecificAvroDeserializer<Result> values) {
    if (record.value() == null) {
      return;
    }
    try {
      results.accept(values.deserialize(record.topic(), record.headers(), record.value()));
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

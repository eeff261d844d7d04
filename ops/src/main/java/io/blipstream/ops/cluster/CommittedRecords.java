package io.blipstream.ops.cluster;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Ranges of a topic's partitions, committed records only; belongs to no group and commits nothing.
 * Of one thread. All methods throw {@link FatalException} where the cluster refuses and {@link
 * RetriableException} where it does not answer.
 */
public final class CommittedRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BRIEF_MILLIS = 20;

  private final KafkaConsumer<byte[], byte[]> consumer;

  private CommittedRecords(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * @param kafka Kafka's own keys
   */
  public static CommittedRecords open(Map<String, Object> kafka) {
    Map<String, Object> settings = CommittedConsumers.settings(kafka);
    // A fetch past the end of one partition would hold up the first of the next one.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, BRIEF_MILLIS);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // What was deleted while it is read is passed over.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new CommittedRecords(
        said(
            () ->
                new KafkaConsumer<>(
                    settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())));
  }

  public boolean exists(String topic) {
    return said(consumer::listTopics).containsKey(topic);
  }

  /**
   * A topic's partitions and where they begin and end now.
   *
   * @throws FatalException with {@link FaultCode#TOPIC_INVALID} where there is no such topic
   */
  public Map<TopicPartition, Range> ranges(String topic) {
    List<PartitionInfo> infos = said(() -> consumer.partitionsFor(topic));
    if (infos == null || infos.isEmpty()) {
      throw new FatalException(FaultCode.TOPIC_INVALID, "no topic " + topic + "; create it");
    }
    List<TopicPartition> partitions =
        infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    Map<TopicPartition, Long> begins = said(() -> consumer.beginningOffsets(partitions));
    Map<TopicPartition, Long> ends = said(() -> consumer.endOffsets(partitions));
    Map<TopicPartition, Range> ranges = new HashMap<>();
    partitions.forEach(each -> ranges.put(each, new Range(begins.get(each), ends.get(each))));
    return ranges;
  }

  /** Visits every record of a range, in order; returns where the range ends. */
  public void visit(
      TopicPartition partition, Range range, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    if (range.isEmpty()) {
      return;
    }
    said(
        () -> {
          consumer.assign(List.of(partition));
          consumer.seek(partition, range.begin());
          return null;
        });
    long progress = System.nanoTime();
    long position = range.begin();
    while (position < range.end()) {
      for (ConsumerRecord<byte[], byte[]> record : said(() -> consumer.poll(POLL))) {
        if (record.offset() < range.end()) {
          visitor.accept(record);
        }
      }
      long before = position;
      position = said(() -> consumer.position(partition));
      if (position > before) {
        progress = System.nanoTime();
      } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
        throw new RetriableException(
            FaultCode.BROKER_UNAVAILABLE, "nothing came from " + partition + " for " + PATIENCE);
      }
    }
  }

  /** The record at an offset; empty where it is gone, or was never committed. */
  public Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
    Range all = ranges(partition.topic()).get(partition);
    if (all == null || offset < all.begin() || offset >= all.end()) {
      return Optional.empty();
    }
    AtomicReference<ConsumerRecord<byte[], byte[]>> found = new AtomicReference<>();
    visit(
        partition,
        new Range(offset, offset + 1),
        record -> {
          if (record.offset() == offset) {
            found.set(record);
          }
        });
    return Optional.ofNullable(found.get());
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** Kafka's exceptions in our words. */
  public static <T> T said(Supplier<T> call) {
    try {
      return call.get();
    } catch (KafkaException e) {
      throw inOurWords(e);
    }
  }

  private static BlipstreamException inOurWords(KafkaException e) {
    if (e instanceof AuthenticationException || e instanceof AuthorizationException) {
      return new FatalException(
          FaultCode.CONFIGURATION_INVALID, "the cluster refuses: " + e.getMessage(), e);
    }
    if (e instanceof org.apache.kafka.common.errors.RetriableException) {
      return new RetriableException(
          FaultCode.BROKER_UNAVAILABLE, "the cluster does not serve: " + e.getMessage(), e);
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new FatalException(FaultCode.CONFIGURATION_INVALID, cause.getMessage(), e);
  }

  /** Offsets from {@code begin} to before {@code end}. */
  public record Range(long begin, long end) {
    public boolean isEmpty() {
      return begin >= end;
    }
  }
}

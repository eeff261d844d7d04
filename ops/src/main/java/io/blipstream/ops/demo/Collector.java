package io.blipstream.ops.demo;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Result;
import io.blipstream.topology.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what the application publishes, committed records only. Of one thread. */
final class Collector implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<Result> results;
  private final Deserializer<DeadLetter> deadLetters;
  private final String deadLetterTopic;
  private final OpenPictures open;
  private long letters;

  /**
   * @param kafka Kafka's own keys
   */
  Collector(
      Map<String, Object> kafka,
      Topics topics,
      Deserializer<Result> results,
      Deserializer<DeadLetter> deadLetters,
      OpenPictures open) {
    this.consumer =
        new KafkaConsumer<>(
            settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.results = results;
    this.deadLetters = deadLetters;
    this.deadLetterTopic = topics.deadLetters();
    this.open = open;
    // Assigned, not subscribed: one reader of everything needs no group, and no group's delay.
    List<TopicPartition> partitions =
        Stream.of(topics.captions(), topics.answers(), topics.questions(), topics.deadLetters())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Waits a moment; the pictures that became complete, if any. */
  List<AnsweredPicture> poll() {
    List<AnsweredPicture> complete = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (record.topic().equals(deadLetterTopic)) {
        letters++;
        open.take(deadLetters.deserialize(record.topic(), record.headers(), record.value()))
            .ifPresent(complete::add);
      } else {
        open.take(results.deserialize(record.topic(), record.headers(), record.value()))
            .ifPresent(complete::add);
      }
    }
    return complete;
  }

  long deadLetters() {
    return letters;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return settings;
  }
}

package io.blipstream.ops.demo;

import io.blipstream.ops.cluster.CommittedConsumers;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Result;
import io.blipstream.topology.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
        CommittedConsumers.fromBeginning(
            kafka,
            List.of(topics.captions(), topics.answers(), topics.questions(), topics.deadLetters()));
    this.results = results;
    this.deadLetters = deadLetters;
    this.deadLetterTopic = topics.deadLetters();
    this.open = open;
  }

  /** Waits a moment; the pictures that became complete, if any. */
  List<AnsweredPicture> poll() {
    List<AnsweredPicture> complete = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (record.value() == null) {
        continue; // somebody has tried an erasure
      }
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
}

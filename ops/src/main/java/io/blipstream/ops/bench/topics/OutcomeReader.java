package io.blipstream.ops.bench.topics;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed results and dead letters; tombstones are no outcome. Of one thread. */
public final class OutcomeReader implements AutoCloseable {
  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final SpecificAvroDeserializer<Result> results =
      new SpecificAvroDeserializer<>(Result.class);
  private final SpecificAvroDeserializer<DeadLetter> letters =
      new SpecificAvroDeserializer<>(DeadLetter.class);
  private final OutcomeSink outcomes;

  public OutcomeReader(Configuration configuration, OutcomeSink outcomes) {
    this.topics = PipelineSettings.topics(configuration);
    this.outcomes = outcomes;
    results.configure(configuration.registry(), false);
    letters.configure(configuration.registry(), false);
    Map<String, Object> kafka = new HashMap<>(configuration.kafka());
    kafka.put("isolation.level", "read_committed");
    kafka.put("enable.auto.commit", false);
    consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(topics.captions(), topics.answers(), topics.questions(), topics.deadLetters())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Takes what comes within a time; returns whether something did. */
  public boolean read(Duration atMost) {
    boolean any = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
      any = true;
      String place = record.topic() + "-" + record.partition();
      if (record.topic().equals(topics.deadLetters())) {
        outcomes.take(place, letters.deserialize(record.topic(), record.headers(), record.value()));
      } else if (record.value() != null) {
        outcomes.take(place, results.deserialize(record.topic(), record.headers(), record.value()));
      }
    }
    return any;
  }

  @Override
  public void close() {
    consumer.close();
  }
}

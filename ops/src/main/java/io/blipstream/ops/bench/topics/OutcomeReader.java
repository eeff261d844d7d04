package io.blipstream.ops.bench.topics;

import io.blipstream.ops.cluster.CommittedConsumers;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

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
    consumer =
        CommittedConsumers.fromBeginning(
            configuration.kafka(),
            List.of(topics.captions(), topics.answers(), topics.questions(), topics.deadLetters()));
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

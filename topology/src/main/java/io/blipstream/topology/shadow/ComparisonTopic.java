package io.blipstream.topology.shadow;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Comparison;
import io.blipstream.topology.routing.BesideResults;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes comparisons, by a producer of its own and outside of any transaction: a topic of trials
 * that cannot be written must not hold results back. So a comparison may be missing after a crash,
 * or be there twice under one key. Of one thread.
 */
public final class ComparisonTopic implements ComparisonSink {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Producer<byte[], byte[]> producer;
  private final BesideResults<Comparison> topic;

  ComparisonTopic(
      Producer<byte[], byte[]> producer, Serializer<Comparison> serializer, String topic) {
    this.producer = requireNonNull(producer, "producer");
    this.topic = new BesideResults<>(producer, serializer, topic);
  }

  /**
   * @param kafka Kafka's own keys
   */
  public static ComparisonTopic open(
      Map<String, Object> kafka, Serializer<Comparison> serializer, String topic) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    return new ComparisonTopic(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
        serializer,
        topic);
  }

  @Override
  public CompletableFuture<Void> write(Comparison comparison) {
    return topic
        .send(comparison.getSubject(), comparison.getInstructionId(), comparison)
        .thenAccept(written -> {});
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}

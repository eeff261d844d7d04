package io.blipstream.topology.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Comparison;
import io.blipstream.topology.routing.SubjectPartitioner;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
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
  private final Serializer<Comparison> serializer;
  private final String topic;

  ComparisonTopic(
      Producer<byte[], byte[]> producer, Serializer<Comparison> serializer, String topic) {
    this.producer = requireNonNull(producer, "producer");
    this.serializer = requireNonNull(serializer, "serializer");
    this.topic = requireNonNull(topic, "topic");
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
    CompletableFuture<Void> written = new CompletableFuture<>();
    String name = comparison.getSubject() + '/' + comparison.getInstructionId();
    byte[] key = name.getBytes(UTF_8);
    RecordHeaders headers = new RecordHeaders();
    byte[] value = serializer.serialize(topic, headers, comparison);
    int partition = SubjectPartitioner.partition(key, producer.partitionsFor(topic).size());
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, null, key, value, headers),
            (metadata, error) -> {
              if (error == null) {
                written.complete(null);
              } else {
                written.completeExceptionally(error);
              }
            });
    return written;
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}

package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes what is said about a result under the result's own key and into the partition of its
 * subject, so that the two join. As safe for threads as its producer.
 */
public final class BesideResults<T> {
  private final Producer<byte[], byte[]> producer;
  private final Serializer<T> serializer;
  private final String topic;

  /**
   * @param producer stays the caller's
   */
  public BesideResults(Producer<byte[], byte[]> producer, Serializer<T> serializer, String topic) {
    this.producer = requireNonNull(producer, "producer");
    this.serializer = requireNonNull(serializer, "serializer");
    this.topic = requireNonNull(topic, "topic");
  }

  /**
   * @return completes with the value when the broker has it; fails with Kafka's exception
   */
  public CompletableFuture<T> send(String subject, String instructionId, T value) {
    CompletableFuture<T> sent = new CompletableFuture<>();
    byte[] key = ResultKey.of(subject, instructionId);
    RecordHeaders headers = new RecordHeaders();
    byte[] bytes = serializer.serialize(topic, headers, value);
    int partition = SubjectPartitioner.partition(key, producer.partitionsFor(topic).size());
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, null, key, bytes, headers),
            (metadata, error) -> {
              if (error == null) {
                sent.complete(value);
              } else {
                sent.completeExceptionally(error);
              }
            });
    return sent;
  }
}

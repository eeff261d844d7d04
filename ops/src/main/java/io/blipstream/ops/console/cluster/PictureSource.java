package io.blipstream.ops.console.cluster;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Looks a picture up in the topic of events, by its event's place, when a browser asks for it.
 * Rejected: reading all events, and keeping their pictures. It would double what is read from the
 * cluster whether anybody looks or not. Any thread; one at a time reads.
 */
public final class PictureSource implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final SpecificAvroDeserializer<ImageEvent> values =
      new SpecificAvroDeserializer<>(ImageEvent.class);

  public PictureSource(Configuration configuration) {
    this.topic = PipelineSettings.topics(configuration).imageEvents();
    this.consumer = Consumers.committed(configuration, 1);
    values.configure(configuration.registry(), false);
  }

  /** The first picture's bytes; empty where the event is gone, unreadable or has none itself. */
  public synchronized Optional<byte[]> at(int partition, long offset) {
    TopicPartition place = new TopicPartition(topic, partition);
    if (consumer.partitionsFor(topic).stream().noneMatch(info -> info.partition() == partition)) {
      return Optional.empty();
    }
    consumer.assign(List.of(place));
    consumer.seek(place, offset);
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
      if (record.offset() == offset && record.value() != null) {
        return picture(record);
      }
    }
    return Optional.empty();
  }

  private Optional<byte[]> picture(ConsumerRecord<byte[], byte[]> record) {
    try {
      ImageEvent event = values.deserialize(record.topic(), record.headers(), record.value());
      return event.getImages().stream()
          .findFirst()
          .flatMap(image -> image.getBytes())
          .map(PictureSource::copy);
    } catch (SerializationException e) {
      return Optional.empty(); // a dead letter tells of it
    }
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}

package io.blipstream.ops.pipeline;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** Who sends image events of our own making, to a topic that may be a second old. */
public final class ImageEventProducer {
  private static final int ENVELOPE_BYTES = 1 << 20;

  private ImageEventProducer() {}

  /**
   * @return keyed by subject; the caller's to close
   */
  public static Producer<String, ImageEvent> open(Configuration configuration) {
    Map<String, Object> kafka = new HashMap<>(configuration.kafka());
    kafka.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, mostBytes(configuration));
    // A new topic may refuse the first request and take the second, out of order then.
    kafka.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    SpecificAvroSerializer<ImageEvent> events = new SpecificAvroSerializer<>();
    events.configure(configuration.registry(), false);
    return new KafkaProducer<>(kafka, new StringSerializer(), events);
  }

  /** Bytes of an event with the largest picture, and what is around it. */
  public static int mostBytes(Configuration configuration) {
    return configuration.value(Keys.IMAGE_MAX_BYTES) + ENVELOPE_BYTES;
  }
}

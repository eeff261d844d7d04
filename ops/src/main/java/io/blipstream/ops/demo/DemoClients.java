package io.blipstream.ops.demo;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** Clients outside of the application: who publishes events and who reads what came of them. */
final class DemoClients implements AutoCloseable {
  private static final int ENVELOPE_BYTES = 1 << 20;

  private final Configuration configuration;
  private final Producer<String, ImageEvent> producer;

  DemoClients(Configuration configuration) {
    this.configuration = configuration;
    Map<String, Object> kafka = new HashMap<>(configuration.kafka());
    kafka.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        configuration.value(Keys.IMAGE_MAX_BYTES) + ENVELOPE_BYTES);
    // The topic is new: it may refuse the first request and take the second, out of order then.
    kafka.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    SpecificAvroSerializer<ImageEvent> events = new SpecificAvroSerializer<>();
    events.configure(configuration.registry(), false);
    this.producer = new KafkaProducer<>(kafka, new StringSerializer(), events);
  }

  Producer<String, ImageEvent> producer() {
    return producer;
  }

  Collector collector(OpenPictures open) {
    SpecificAvroDeserializer<Result> results = new SpecificAvroDeserializer<>(Result.class);
    SpecificAvroDeserializer<DeadLetter> letters = new SpecificAvroDeserializer<>(DeadLetter.class);
    results.configure(configuration.registry(), false);
    letters.configure(configuration.registry(), false);
    return new Collector(
        configuration.kafka(), PipelineSettings.topics(configuration), results, letters, open);
  }

  @Override
  public void close() {
    producer.close();
  }
}

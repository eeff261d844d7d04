package io.blipstream.ops.demo;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.ImageEventProducer;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import org.apache.kafka.clients.producer.Producer;

/** Clients outside of the application: who publishes events and who reads what came of them. */
final class DemoClients implements AutoCloseable {
  private final Configuration configuration;
  private final Producer<String, ImageEvent> producer;

  DemoClients(Configuration configuration) {
    this.configuration = configuration;
    this.producer = ImageEventProducer.open(configuration);
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

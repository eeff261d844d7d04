package io.blipstream.ops.bench.alternatives;

import io.blipstream.ops.bench.topics.BenchTopics;
import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** A Kafka Streams application with {@link SynchronousProcessor}, a thread for each partition. */
final class SynchronousStreams implements AutoCloseable {
  static final String SOURCE = "synchronous-events";
  static final String SINK = "synchronous-results";

  private final KafkaStreams streams;

  private SynchronousStreams(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * @param engine stays the caller's
   */
  static SynchronousStreams start(
      BenchTopics topics, Engine engine, int threads, Path stateDirectory) {
    topics.create(SOURCE, SINK);
    Configuration local = topics.configuration();
    SpecificAvroDeserializer<ImageEvent> events = new SpecificAvroDeserializer<>(ImageEvent.class);
    events.configure(local.registry(), false);
    Topology topology =
        new Topology()
            .addSource("events", new StringDeserializer(), events, SOURCE)
            .addProcessor("model", () -> new SynchronousProcessor(engine), "events")
            .addSink("results", SINK, new StringSerializer(), new StringSerializer(), "model");
    Properties properties = new Properties();
    properties.putAll(local.kafka());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "synchronous");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    KafkaStreams streams = new KafkaStreams(topology, properties);
    streams.start();
    return new SynchronousStreams(streams);
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(10));
  }
}

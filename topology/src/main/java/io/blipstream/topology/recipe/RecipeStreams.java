package io.blipstream.topology.recipe;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.topology.UncaughtFaults;
import io.blipstream.topology.watermark.CommitWatermark;
import io.blipstream.topology.watermark.WatermarkClients;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;

/** A recipe as an application of its own. */
public final class RecipeStreams {
  private RecipeStreams() {}

  /**
   * An application that is ready to start, exactly once unless told otherwise.
   *
   * @param kafka Kafka's own keys, with {@code application.id}
   * @param faults is told what its threads fail for, on those threads
   */
  public static KafkaStreams create(
      Topology topology, Map<String, ?> kafka, Consumer<BlipstreamException> faults) {
    Properties properties = new Properties();
    properties.putAll(recommended());
    properties.putAll(kafka);
    // Nothing is in flight here, so no offset is lowered; but transactions must be whole, too.
    KafkaStreams streams =
        new KafkaStreams(topology, properties, new WatermarkClients(new CommitWatermark()));
    streams.setUncaughtExceptionHandler(new UncaughtFaults(faults));
    return streams;
  }

  /** No settings for slow calls: there are none here. */
  public static Map<String, Object> recommended() {
    Map<String, Object> config = new HashMap<>();
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
        UsePartitionTimeOnInvalidTimestamp.class);
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return config;
  }
}

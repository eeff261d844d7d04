package io.blipstream.topology;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * How the values of each topic are read and written. All are used by many threads at once. They
 * throw Kafka's SerializationException for bad data, and a Kafka RetriableException where the
 * registry may answer later.
 */
public record TopicSerdes(
    Deserializer<ImageEvent> imageEvents,
    Deserializer<Template> templates,
    Serializer<Result> results,
    Serializer<DeadLetter> deadLetters) {
  public TopicSerdes {
    requireNonNull(imageEvents, "imageEvents");
    requireNonNull(templates, "templates");
    requireNonNull(results, "results");
    requireNonNull(deadLetters, "deadLetters");
  }

  /**
   * The client's own bounds, where none are configured. By its defaults one call may take three
   * minutes, on a stream thread; whoever calls here is patient itself, and knows for how long.
   */
  private static final Map<String, Object> BRIEF =
      Map.of("max.retries", 0, "http.connect.timeout.ms", 2_000, "http.read.timeout.ms", 5_000);

  /**
   * The registry's wire format.
   *
   * @param given Confluent's keys; at least {@code schema.registry.url}
   */
  public static TopicSerdes of(Map<String, ?> given) {
    Map<String, Object> config = briefly(given);
    TopicSerdes serdes =
        new TopicSerdes(
            new SpecificAvroDeserializer<>(ImageEvent.class),
            new SpecificAvroDeserializer<>(Template.class),
            new SpecificAvroSerializer<>(),
            new SpecificAvroSerializer<>());
    serdes.imageEvents.configure(config, false);
    serdes.templates.configure(config, false);
    serdes.results.configure(config, false);
    serdes.deadLetters.configure(config, false);
    return serdes;
  }

  /** A registry's keys for use on a stream thread: what is not given, patient for moments only. */
  public static Map<String, Object> briefly(Map<String, ?> given) {
    Map<String, Object> config = new HashMap<>(BRIEF);
    config.putAll(given);
    return config;
  }
}

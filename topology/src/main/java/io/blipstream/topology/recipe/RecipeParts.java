package io.blipstream.topology.recipe;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.schemas.serde.SpecificAvroSerde;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.TopicSerdes;
import io.blipstream.topology.Topics;
import io.blipstream.topology.TopologySettings;
import io.blipstream.topology.retry.Patience;
import io.blipstream.topology.routing.DeadLetterWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What recipes are made with.
 *
 * @param registry the serdes' keys
 */
public record RecipeParts(Topics topics, Map<String, Object> registry, Clock clock) {
  /** As long as the enrichment waits: beyond, the thread is replaced and reads again. */
  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(10));

  public RecipeParts {
    requireNonNull(topics, "topics");
    requireNonNull(clock, "clock");
    registry = TopicSerdes.briefly(registry);
  }

  /** Outlasts a registry that is away for a moment. */
  public Patience patience() {
    return PATIENCE;
  }

  /** Reads records of a topic; what cannot be read becomes a dead letter. */
  public <T extends SpecificRecord> RecordReader<T> reader(Class<T> type) {
    SpecificAvroDeserializer<T> deserializer = new SpecificAvroDeserializer<>(type);
    deserializer.configure(registry, false);
    return new RecordReader<>(deserializer, PATIENCE, deadLetters());
  }

  /** Writes records of a topic. */
  public <T extends SpecificRecord> RecordWriter<T> writer(String topic) {
    SpecificAvroSerializer<T> serializer = new SpecificAvroSerializer<>();
    serializer.configure(registry, false);
    return new RecordWriter<>(topic, serializer, PATIENCE);
  }

  /**
   * A store with a changelog, not cached: what a commit has not seen would be lost with the cache.
   */
  public <T extends SpecificRecord> StoreBuilder<KeyValueStore<String, T>> store(
      String name, Class<T> type) {
    Serde<T> serde = SpecificAvroSerde.of(type, registry, false);
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name),
            Serdes.String(),
            Serdes.serdeFrom(
                (topic, value) ->
                    PATIENCE.outlast(() -> serde.serializer().serialize(topic, value)),
                (topic, bytes) ->
                    PATIENCE.outlast(() -> serde.deserializer().deserialize(topic, bytes))))
        .withCachingDisabled();
  }

  private DeadLetterWriter deadLetters() {
    SpecificAvroSerializer<DeadLetter> serializer = new SpecificAvroSerializer<>();
    serializer.configure(registry, false);
    return new DeadLetterWriter(
        topics.deadLetters(), serializer, PATIENCE, clock, TopologySettings.LEAST_LETTER / 2);
  }
}

package io.blipstream.topology.template;

import io.blipstream.schemas.Template;
import io.blipstream.topology.retry.Patience;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** The table of templates as a part of a topology: a global store in memory, read by all tasks. */
public final class Templates {
  /** Name of the global store. */
  public static final String STORE = "templates";

  private static final String SOURCE = "instruction-templates";
  private static final String UPDATES = "template-updates";

  private Templates() {}

  /**
   * Adds the table.
   *
   * @param deserializer reads the topic's values; throws Kafka's SerializationException for bad
   *     data and a Kafka RetriableException while the registry is away
   * @param counts is told what becomes of each record
   * @param refused is given those that were not taken
   */
  public static void addTo(
      Topology topology,
      String topic,
      Deserializer<Template> deserializer,
      Patience patience,
      TemplateCounts counts,
      RefusedTemplates refused) {
    FirstWords firstWords = new FirstWords();
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), new TemplateSerde())
            .withLoggingDisabled(),
        SOURCE,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic,
        UPDATES,
        () -> new TemplateUpdates(STORE, deserializer, patience, firstWords, counts, refused));
  }
}

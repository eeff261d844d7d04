package io.blipstream.topology.recipe.catalogue;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.CatalogEntry;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.GenericAvroSerializer;
import io.blipstream.topology.Topics;
import io.blipstream.topology.recipe.Recipe;
import io.blipstream.topology.recipe.RecipeParts;
import io.blipstream.topology.recipe.RecipeTopology;
import io.blipstream.topology.recipe.RecordReader;
import io.blipstream.topology.recipe.RecordWriter;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Ranked answers to {@code products}, keyed by subject. */
public record CatalogueRecipe(CatalogueSettings settings) implements Recipe {
  public CatalogueRecipe {
    requireNonNull(settings, "settings");
  }

  @Override
  public String name() {
    return "catalogue";
  }

  @Override
  public List<String> inputs(Topics topics) {
    return List.of(topics.answers());
  }

  @Override
  public List<String> outputs(Topics topics) {
    return List.of(topics.products());
  }

  @Override
  public Topology topology(RecipeParts parts) {
    String topic = parts.topics().products();
    GenericAvroSerializer serializer = new GenericAvroSerializer();
    serializer.configure(parts.registry(), false);
    RecordReader<Result> results = parts.reader(Result.class);
    RecordWriter<GenericRecord> sink = new RecordWriter<>(topic, serializer, parts.patience());
    ProductSchema products = new ProductSchema(settings.attributes());
    return RecipeTopology.of(
        this,
        parts,
        Set.of(),
        Set.of(
            parts.store(CatalogueProcessor.ENTRIES, CatalogEntry.class),
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(CatalogueProcessor.WAITING),
                    Serdes.String(),
                    Serdes.Long())
                .withCachingDisabled()),
        () -> new CatalogueProcessor(settings, results, topic, sink, products, parts.clock()));
  }
}

package io.blipstream.topology.recipe.alttext;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.AltText;
import io.blipstream.schemas.Result;
import io.blipstream.topology.Topics;
import io.blipstream.topology.recipe.Recipe;
import io.blipstream.topology.recipe.RecipeParts;
import io.blipstream.topology.recipe.RecipeTopology;
import io.blipstream.topology.recipe.RecordReader;
import io.blipstream.topology.recipe.RecordWriter;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.Topology;

/** Captions to {@code alt-texts}, keyed by subject. */
public record AltTextRecipe(AltTextSettings settings) implements Recipe {
  public AltTextRecipe {
    requireNonNull(settings, "settings");
  }

  @Override
  public String name() {
    return "alt-text";
  }

  @Override
  public List<String> inputs(Topics topics) {
    return List.of(topics.captions());
  }

  @Override
  public List<String> outputs(Topics topics) {
    return List.of(topics.altTexts());
  }

  @Override
  public Topology topology(RecipeParts parts) {
    String topic = parts.topics().altTexts();
    RecordReader<Result> results = parts.reader(Result.class);
    RecordWriter<AltText> sink = parts.writer(topic);
    AltTextWriter writer = new AltTextWriter(settings, parts.clock());
    return RecipeTopology.of(
        this,
        parts,
        Set.of(),
        Set.of(parts.store(AltTextProcessor.STORE, AltText.class)),
        () -> new AltTextProcessor(settings, results, topic, sink, writer));
  }
}

package io.blipstream.topology.recipe.moderation;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.Result;
import io.blipstream.topology.Topics;
import io.blipstream.topology.recipe.Recipe;
import io.blipstream.topology.recipe.RecipeParts;
import io.blipstream.topology.recipe.RecipeTopology;
import io.blipstream.topology.recipe.RecordReader;
import io.blipstream.topology.recipe.moderation.Shelves.Shelf;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.Topology;

/**
 * Ranked answers, and what people say of them, to {@code flags} and {@code reviews}, keyed {@code
 * subject/policy}.
 */
public record ModerationRecipe(ModerationSettings settings) implements Recipe {
  public ModerationRecipe {
    requireNonNull(settings, "settings");
  }

  @Override
  public String name() {
    return "moderation";
  }

  @Override
  public List<String> inputs(Topics topics) {
    return List.of(topics.answers(), topics.feedback());
  }

  @Override
  public List<String> outputs(Topics topics) {
    return List.of(topics.flags(), topics.reviews());
  }

  @Override
  public Topology topology(RecipeParts parts) {
    Topics topics = parts.topics();
    RecordReader<Result> results = parts.reader(Result.class);
    PeoplesWords people = new PeoplesWords(topics.feedback(), parts.reader(Feedback.class));
    FlagWriter writer = new FlagWriter(parts.clock());
    Shelves shelves =
        new Shelves(
            new Shelf(topics.flags(), parts.writer(topics.flags())),
            new Shelf(topics.reviews(), parts.writer(topics.reviews())));
    return RecipeTopology.of(
        this,
        parts,
        Set.copyOf(outputs(topics)),
        Set.of(parts.store(ModerationProcessor.STORE, Flag.class)),
        () -> new ModerationProcessor(settings, results, people, writer, shelves));
  }
}

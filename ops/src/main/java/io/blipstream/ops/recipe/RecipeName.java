package io.blipstream.ops.recipe;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.Instruction;
import io.blipstream.topology.recipe.Recipe;
import io.blipstream.topology.recipe.alttext.AltTextRecipe;
import io.blipstream.topology.recipe.catalogue.CatalogueRecipe;
import io.blipstream.topology.recipe.moderation.ModerationRecipe;
import java.util.List;
import java.util.Locale;

/** The recipes by their names. */
public enum RecipeName {
  ALT_TEXT,
  CATALOGUE,
  MODERATION;

  /** As configured. */
  public Recipe recipe(Configuration configuration) {
    return switch (this) {
      case ALT_TEXT -> new AltTextRecipe(RecipeSettings.altText(configuration));
      case CATALOGUE -> new CatalogueRecipe(RecipeSettings.catalogue(configuration));
      case MODERATION -> new ModerationRecipe(RecipeSettings.moderation(configuration));
    };
  }

  /** What a producer puts into its events for it. */
  public List<Instruction> instructions(Configuration configuration) {
    return switch (this) {
      case ALT_TEXT -> List.of(RecipeSettings.altText(configuration).asked());
      case CATALOGUE -> RecipeSettings.catalogue(configuration).asked();
      case MODERATION -> RecipeSettings.moderation(configuration).asked();
    };
  }

  /** Where people see what it made, on a cluster. */
  public String seen(Configuration configuration) {
    String topics =
        String.join(" and ", recipe(configuration).outputs(PipelineSettings.topics(configuration)));
    return this == MODERATION
        ? "into " + topics + ", which the page Review of `blipstream run` shows"
        : "into " + topics;
  }

  Show show(Configuration configuration, long seed) {
    return switch (this) {
      case ALT_TEXT -> new AltTextShow(configuration, seed);
      case CATALOGUE -> new CatalogueShow(configuration, seed);
      case MODERATION -> new ModerationShow(configuration, seed);
    };
  }

  /** As people type it: in lower case, with a hyphen. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

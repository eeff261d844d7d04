package io.blipstream.ops.recipe;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.config.Key;
import io.blipstream.ops.config.RecipeKeys;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.recipe.alttext.AltTextSettings;
import io.blipstream.topology.recipe.catalogue.Attribute;
import io.blipstream.topology.recipe.catalogue.CatalogueSettings;
import io.blipstream.topology.recipe.moderation.ModerationSettings;
import io.blipstream.topology.recipe.moderation.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** From our keys, and the files that they name, to what recipes want to be told. */
final class RecipeSettings {
  private RecipeSettings() {}

  static AltTextSettings altText(Configuration configuration) {
    return checked(
        "alt.text",
        () ->
            new AltTextSettings(
                configuration.value(RecipeKeys.ALT_TEXT_FEEDS),
                configuration.value(RecipeKeys.ALT_TEXT_INSTRUCTION),
                configuration.value(RecipeKeys.ALT_TEXT_TEMPLATE),
                configuration.value(RecipeKeys.ALT_TEXT_MIN_TOKENS),
                configuration.value(RecipeKeys.ALT_TEXT_MAX_TOKENS),
                configuration.value(RecipeKeys.ALT_TEXT_MAX_CHARACTERS),
                configuration.value(RecipeKeys.ALT_TEXT_LEAST_CONFIDENCE),
                configuration.value(RecipeKeys.ALT_TEXT_FALLBACK)));
  }

  static CatalogueSettings catalogue(Configuration configuration) {
    return new CatalogueSettings(
        configuration.value(RecipeKeys.CATALOGUE_FEEDS),
        declared(configuration, RecipeKeys.CATALOGUE_ATTRIBUTES, "catalogue", Attribute::parse),
        configuration.value(RecipeKeys.CATALOGUE_WAIT));
  }

  static ModerationSettings moderation(Configuration configuration) {
    return new ModerationSettings(
        configuration.value(RecipeKeys.MODERATION_FEEDS),
        declared(configuration, RecipeKeys.MODERATION_POLICIES, "moderation", Policy::parse));
  }

  private static <T> List<T> declared(
      Configuration configuration,
      Key<Optional<Path>> key,
      String builtIn,
      Function<Map<String, String>, List<T>> parse) {
    Optional<Path> file = configuration.value(key);
    Map<String, String> pairs =
        file.map(ConfigurationReader::pairsOf)
            .orElseGet(() -> ConfigurationReader.resource("/recipes/" + builtIn + ".properties"));
    return checked(
        file.map(Path::toString).orElse("the built-in " + builtIn), () -> parse.apply(pairs));
  }

  private static <T> T checked(String where, Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new FatalException(FaultCode.CONFIGURATION_INVALID, where + ": " + e.getMessage(), e);
    }
  }
}

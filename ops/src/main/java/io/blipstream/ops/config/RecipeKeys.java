package io.blipstream.ops.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code blipstream recipe}, a part of the catalogue. */
public final class RecipeKeys {
  private static final ValueType<Optional<Path>> FILE =
      ValueType.of(
          "file; empty for the scenes' own",
          text -> Optional.of(text).filter(t -> !t.isEmpty()).map(Path::of));

  public static final Key<Set<String>> ALT_TEXT_FEEDS =
      key(
          "alt.text.feeds",
          "Feeds whose captions become alt texts; all where empty.",
          ValueType.names(),
          "");
  public static final Key<String> ALT_TEXT_INSTRUCTION =
      key(
          "alt.text.instruction",
          "Id of the instruction whose caption becomes the alt text.",
          ValueType.text("1 to 256 characters, no slash", "[^/]{1,256}"),
          "alt-text");
  public static final Key<String> ALT_TEXT_TEMPLATE =
      key(
          "alt.text.template",
          "The template that `recipe alt-text` asks with.",
          ValueType.text("`id@version`", "[a-z0-9.-]{1,64}@[0-9]{1,9}"),
          "caption-06@1");
  public static final Key<Integer> ALT_TEXT_MIN_TOKENS =
      key(
          "alt.text.min.tokens",
          "Tokens that the model says at least.",
          ValueType.integer(0, 512),
          "4");
  public static final Key<Integer> ALT_TEXT_MAX_TOKENS =
      key(
          "alt.text.max.tokens",
          "Tokens that the model says at most.",
          ValueType.integer(1, 512),
          "32");
  public static final Key<Integer> ALT_TEXT_MAX_CHARACTERS =
      key(
          "alt.text.max.characters",
          "Longest alt text, before it is escaped; a longer one ends at a word, with an ellipsis.",
          ValueType.integer(20, 2_000),
          "125");
  public static final Key<Double> ALT_TEXT_LEAST_CONFIDENCE =
      key(
          "alt.text.least.confidence",
          "Confidence below which the fallback stands in place of the model's words.",
          ValueType.fraction(),
          "0.8");
  public static final Key<String> ALT_TEXT_FALLBACK =
      key(
          "alt.text.fallback",
          "What is said where the model is no help.",
          ValueType.text("1 to 125 characters", ".{1,125}"),
          "Picture without a description.");

  public static final Key<Set<String>> CATALOGUE_FEEDS =
      key(
          "catalogue.feeds",
          "Feeds whose answers become products' attributes; all where empty.",
          ValueType.names(),
          "");
  public static final Key<Optional<Path>> CATALOGUE_ATTRIBUTES =
      key(
          "catalogue.attributes",
          "The attributes with their questions and candidates, a `.properties` file.",
          FILE,
          "");
  public static final Key<Duration> CATALOGUE_WAIT =
      key(
          "catalogue.wait.ms",
          "How long a product's changed attribute waits for the others before it is written without.",
          ValueType.milliseconds(0, 600_000),
          "2000");

  public static final Key<Set<String>> MODERATION_FEEDS =
      key(
          "moderation.feeds",
          "Feeds whose answers are held against the policies; all where empty.",
          ValueType.names(),
          "");
  public static final Key<Optional<Path>> MODERATION_POLICIES =
      key(
          "moderation.policies",
          "The policies with their questions and thresholds, a `.properties` file.",
          FILE,
          "");

  private RecipeKeys() {}

  /** All of them, in the order in which the documentation shows them. */
  static List<Key<?>> all() {
    return List.of(
        ALT_TEXT_FEEDS,
        ALT_TEXT_INSTRUCTION,
        ALT_TEXT_TEMPLATE,
        ALT_TEXT_MIN_TOKENS,
        ALT_TEXT_MAX_TOKENS,
        ALT_TEXT_MAX_CHARACTERS,
        ALT_TEXT_LEAST_CONFIDENCE,
        ALT_TEXT_FALLBACK,
        CATALOGUE_FEEDS,
        CATALOGUE_ATTRIBUTES,
        CATALOGUE_WAIT,
        MODERATION_FEEDS,
        MODERATION_POLICIES);
  }

  private static <T> Key<T> key(
      String name, String meaning, ValueType<T> type, String defaultText) {
    return new Key<>(name, meaning, type, Optional.of(defaultText));
  }
}

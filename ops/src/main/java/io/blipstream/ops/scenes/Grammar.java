package io.blipstream.ops.scenes;

import java.util.Map;
import java.util.Set;

/** Articles and plurals of the scenes' nouns. */
final class Grammar {
  /** What is not counted takes no article, and comes by the piece. */
  private static final Set<String> UNCOUNTED = Set.of("corn", "bread", "cheese");

  private static final Set<String> UNCOUNTED_KINDS =
      Set.of("fruit", "food", "furniture", "clothing", "alcohol", "tobacco");

  private static final Map<String, String> PLURALS =
      Map.ofEntries(
          Map.entry("butterfly", "butterflies"),
          Map.entry("strawberry", "strawberries"),
          Map.entry("knife", "knives"),
          Map.entry("octopus", "octopuses"),
          Map.entry("fish", "fish"),
          Map.entry("tomato", "tomatoes"),
          Map.entry("bus", "buses"),
          Map.entry("fox", "foxes"),
          Map.entry("cactus", "cactuses"),
          Map.entry("bunch of grapes", "bunches of grapes"),
          Map.entry("pair of sunglasses", "pairs of sunglasses"),
          Map.entry("cup of coffee", "cups of coffee"),
          Map.entry("glass of wine", "glasses of wine"),
          Map.entry("dress", "dresses"),
          Map.entry("corn", "corn"),
          Map.entry("bread", "bread"),
          Map.entry("cheese", "cheese"));

  private Grammar() {}

  static String plural(String name) {
    return PLURALS.getOrDefault(name, name + "s");
  }

  /** "a fox", "an owl", "bread". */
  static String withArticle(String name) {
    return UNCOUNTED.contains(name) ? name : article(name) + " " + name;
  }

  /** "a large fox", "a small piece of bread". */
  static String sized(String name, boolean large) {
    String size = large ? "large" : "small";
    return "a " + size + (UNCOUNTED.contains(name) ? " piece of " : " ") + name;
  }

  static String article(String word) {
    return "aeiou".indexOf(word.charAt(0)) >= 0 ? "an" : "a";
  }

  /** "an animal", "any food". */
  static String anyOfKind(String kind) {
    return UNCOUNTED_KINDS.contains(kind) ? "any " + kind : withArticle(kind);
  }

  /** What a question calls a single thing of this kind. */
  static String oneOfKind(String kind) {
    return switch (kind) {
      case "clothing", "furniture" -> "piece of " + kind;
      case "alcohol" -> "drink";
      default -> kind;
    };
  }

  static String number(int count) {
    return switch (count) {
      case 1 -> "one";
      case 2 -> "two";
      case 3 -> "three";
      case 4 -> "four";
      default -> throw new IllegalArgumentException("no word for " + count);
    };
  }
}

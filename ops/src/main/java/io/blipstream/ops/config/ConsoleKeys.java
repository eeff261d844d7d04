package io.blipstream.ops.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of the console, a part of the catalogue. */
public final class ConsoleKeys {
  public static final Key<Set<String>> BLUR_FEEDS =
      new Key<>(
          "console.blur.feeds",
          "Feeds whose pictures the console blurs until they are pointed at or focused; where this"
              + " key is not set, those of `moderation.feeds`.",
          ValueType.names(),
          Optional.of(""));

  public static final Key<Double> REVIEW_CONFIDENCE =
      new Key<>(
          "console.review.confidence",
          "Results of less confidence are put before people for review. The demo's is 0.8.",
          ValueType.fraction(),
          Optional.of("0.5"));
  public static final Key<Boolean> EXPLAIN =
      new Key<>(
          "console.explain",
          "`on` lets the page Model show where the model looked; each time loads the checkpoint once"
              + " more, beside the one that answers. The demo has it on.",
          ValueType.oneOf(Map.of("on", true, "off", false)),
          Optional.of("off"));
  public static final Key<Optional<Path>> AUDIT_FILE =
      new Key<>(
          "console.audit.file",
          "Where each action in the console is noted, one JSON object a line; the log has it all the"
              + " same.",
          ValueType.of(
              "file; empty for none",
              text -> Optional.of(text).filter(t -> !t.isEmpty()).map(Path::of)),
          Optional.of(""));

  private ConsoleKeys() {}

  /** As set; else what is moderated, since one file serves `run` and the recipe beside it. */
  public static Set<String> blurred(Configuration configuration) {
    return configuration.value(
        configuration.isSet(BLUR_FEEDS) ? BLUR_FEEDS : RecipeKeys.MODERATION_FEEDS);
  }

  static List<Key<?>> all() {
    return List.of(BLUR_FEEDS, REVIEW_CONFIDENCE, EXPLAIN, AUDIT_FILE);
  }
}

package io.blipstream.ops.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of the console, a part of the catalogue. */
public final class ConsoleKeys {
  public static final Key<Set<String>> BLUR_FEEDS =
      new Key<>(
          "console.blur.feeds",
          "Feeds whose pictures the console blurs until they are pointed at or focused, as for"
              + " moderation.",
          ValueType.names(),
          Optional.of(""));

  private ConsoleKeys() {}

  static List<Key<?>> all() {
    return List.of(BLUR_FEEDS);
  }
}

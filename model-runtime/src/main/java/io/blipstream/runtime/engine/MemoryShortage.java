package io.blipstream.runtime.engine;

import java.util.List;
import java.util.Locale;

/** Tells a lack of memory, Java's or the device's, from all else that goes wrong. */
final class MemoryShortage {
  /** libtorch has no type for it that would come through to Java, only words. */
  private static final List<String> WORDS =
      List.of("out of memory", "can't allocate memory", "cannot allocate memory", "alloc_failed");

  private static final int DEEPEST = 16;

  private MemoryShortage() {}

  static boolean is(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (cause instanceof OutOfMemoryError || WORDS.stream().anyMatch(words::contains)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}

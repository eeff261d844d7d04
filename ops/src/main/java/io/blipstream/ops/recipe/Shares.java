package io.blipstream.ops.recipe;

import java.util.Locale;

/** How shares are written. */
final class Shares {
  private Shares() {}

  /** "9 of 10 (0.900)"; without the share where it would be one of nothing. */
  static String of(long some, long all) {
    return all == 0
        ? "0 of 0"
        : String.format(Locale.ROOT, "%d of %d (%.3f)", some, all, (double) some / all);
  }
}

package io.blipstream.ops.recipe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long things took. Of one thread. */
final class Latencies {
  private final List<Long> millis = new ArrayList<>();

  void add(Duration took) {
    millis.add(took.toMillis());
  }

  @Override
  public String toString() {
    if (millis.isEmpty()) {
      return "no answers";
    }
    List<Long> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%d answers, half within %d ms, 99 of 100 within %d ms of the event's arrival",
        sorted.size(),
        sorted.get(sorted.size() / 2),
        sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)));
  }
}

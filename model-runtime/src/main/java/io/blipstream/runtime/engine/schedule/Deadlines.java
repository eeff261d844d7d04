package io.blipstream.runtime.engine.schedule;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whose time is up next. Knows no clock: it is told what time it is, so that time can be made up.
 *
 * <p>Not thread-safe. Items are told apart by {@code equals}.
 */
public final class Deadlines<T> {
  private record Due<T>(Instant at, long order, T item) {}

  private final TreeSet<Due<T>> waiting =
      new TreeSet<>(Comparator.comparing(Due<T>::at).thenComparingLong(Due::order));

  private final Map<T, Due<T>> places = new HashMap<>();
  private long order;

  public void add(Instant at, T item) {
    Due<T> due = new Due<>(at, order++, item);
    if (places.putIfAbsent(item, due) != null) {
      throw new IllegalArgumentException("has a deadline already");
    }
    waiting.add(due);
  }

  /** It has ended, in time or not. */
  public void remove(T item) {
    Due<T> due = places.remove(item);
    if (due != null) {
      waiting.remove(due);
    }
  }

  /** Takes off one whose deadline has come, the earliest first; empty where there is none. */
  public Optional<T> pollDue(Instant now) {
    if (waiting.isEmpty() || waiting.first().at().isAfter(now)) {
      return Optional.empty();
    }
    T item = waiting.first().item();
    remove(item);
    return Optional.of(item);
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }
}

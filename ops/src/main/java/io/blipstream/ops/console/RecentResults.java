package io.blipstream.ops.console;

import io.blipstream.schemas.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest results, so many at most. Any thread. */
final class RecentResults {
  static final int MOST = 400;

  /** Guarded by this, as is the next. */
  private final Deque<Shown> kept = new ArrayDeque<>();

  private long number;

  synchronized void add(Result result) {
    kept.addLast(Shown.of(++number, result));
    if (kept.size() > MOST) {
      kept.removeFirst();
    }
  }

  /** Those of a higher number, the oldest first. */
  synchronized List<Shown> after(long seen) {
    return kept.stream().filter(shown -> shown.number() > seen).toList();
  }
}

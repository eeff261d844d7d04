package io.blipstream.ops.feedback;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The corrections that count, while a topic is read in its order: of each result the last, none of
 * what was forgotten. Of one thread.
 */
final class Corrections {
  /** Held in memory, half a kilobyte each. */
  static final int MOST = 500_000;

  /** The same order whatever the partitions; the last is the latest. */
  static final Comparator<Correction> BY_TIME =
      Comparator.comparing((Correction each) -> each.feedback().getGivenAt())
          .thenComparing(Correction::partition)
          .thenComparing(Correction::offset);

  private final Map<String, Map<String, Correction>> byKeyAndEvent = new HashMap<>();
  private final Map<String, Instant> forgotten = new HashMap<>();
  private int given;
  private int held;
  private int unusable;
  private int replaced;
  private int dropped;

  void add(Correction correction) {
    given++;
    if (!correction.usable()) {
      unusable++;
      return;
    }
    Correction before =
        byKeyAndEvent
            .computeIfAbsent(correction.key(), key -> new HashMap<>())
            .put(correction.feedback().getEventId(), correction);
    if (before != null) {
      replaced++;
    } else if (++held > MOST) {
      throw new FatalException(
          FaultCode.DATA_INVALID,
          "more than " + MOST + " corrections; name a time by --since and --until");
    }
  }

  /** What nobody could read. */
  void addUnusable() {
    given++;
    unusable++;
  }

  /** A tombstone of the topic itself: all that stood before it. */
  void forget(String key, Instant at) {
    note(key, at);
    Map<String, Correction> gone = byKeyAndEvent.remove(key);
    if (gone != null) {
      dropped += gone.size();
      held -= gone.size();
    }
  }

  /** A result's tombstone: what was given before it, whenever that was read. */
  void forgetGivenBefore(String key, Instant at) {
    note(key, at);
    Map<String, Correction> some = byKeyAndEvent.getOrDefault(key, Map.of());
    int before = some.size();
    some.values().removeIf(each -> !each.feedback().getGivenAt().isAfter(at));
    dropped += before - some.size();
    held -= before - some.size();
  }

  private void note(String key, Instant at) {
    forgotten.merge(key, at, (a, b) -> a.isAfter(b) ? a : b);
  }

  /** Whether a row that is kept somewhere is of what was forgotten since. */
  boolean isForgotten(String key, Instant givenAt) {
    Instant at = forgotten.get(key);
    return at != null && !givenAt.isAfter(at);
  }

  /** Oldest first. */
  List<Correction> latest() {
    List<Correction> all = new ArrayList<>();
    byKeyAndEvent.values().forEach(each -> all.addAll(each.values()));
    all.sort(BY_TIME);
    return all;
  }

  boolean isEmpty() {
    return held == 0;
  }

  /** Records that hold a value. */
  int given() {
    return given;
  }

  int unusable() {
    return unusable;
  }

  int replaced() {
    return replaced;
  }

  int dropped() {
    return dropped;
  }
}

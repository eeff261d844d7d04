package io.blipstream.ops.deadletters;

import io.blipstream.runtime.fault.Addresses;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts letters by what they have in common. Of one thread. */
public final class LetterGroups {
  private static final String NONE = "(none)";

  /** More would fill the memory: whoever sends events names templates and feeds at will. */
  private static final int MOST = 10_000;

  private static final String OTHERS = "(others)";

  private final By by;
  private final Map<String, Group> groups = new HashMap<>();

  public LetterGroups(By by) {
    this.by = by;
  }

  /** What letters can be grouped by. */
  public enum By {
    FAULT,
    TEMPLATE,
    FEED;

    private Optional<String> name(Letter letter) {
      return switch (this) {
        case FAULT -> Optional.of(letter.fault());
        case TEMPLATE -> letter.template();
        case FEED -> letter.feed();
      };
    }
  }

  /**
   * Letters with one thing in common.
   *
   * @param first when the first of them failed
   * @param last when the last of them did
   */
  public record Group(String name, long letters, Instant first, Instant last) {
    private Group and(Group other) {
      return new Group(
          name,
          letters + other.letters,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  public void add(Letter letter) {
    String own = by.name(letter).map(Addresses::hidden).orElse(NONE);
    String name = groups.size() < MOST || groups.containsKey(own) ? own : OTHERS;
    groups.merge(
        name, new Group(name, 1, letter.failedAt(), letter.failedAt()), (old, one) -> old.and(one));
  }

  /** The largest first. */
  public List<Group> largestFirst() {
    return groups.values().stream()
        .sorted(Comparator.comparingLong(Group::letters).reversed().thenComparing(Group::name))
        .toList();
  }
}

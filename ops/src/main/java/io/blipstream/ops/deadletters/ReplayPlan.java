package io.blipstream.ops.deadletters;

import io.blipstream.schemas.Original;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a replay would do.
 *
 * @param chosen the records to put back, in the order of their letters
 * @param replayedBefore records that were put back after they had failed, and are left out
 * @param foreign letters whose origin is another topic than this application's, and are left out:
 *     whoever can write dead letters could else have anything written anywhere
 */
public record ReplayPlan(List<Chosen> chosen, int replayedBefore, int foreign) {
  public ReplayPlan {
    chosen = List.copyOf(chosen);
  }

  public int records() {
    return chosen.size();
  }

  public int letters() {
    return chosen.stream().mapToInt(Chosen::letters).sum();
  }

  /** Records by the fault of their letter. */
  public Map<String, Integer> byFault() {
    Map<String, Integer> counts = new TreeMap<>();
    chosen.forEach(each -> counts.merge(each.letter().fault(), 1, Integer::sum));
    return counts;
  }

  /** Records whose original is in none of the letters that were looked at. */
  public int originalsElsewhere() {
    return count(letter -> letter.original() != Original.HERE);
  }

  /** Records whose deadline is over: all that becomes of them is a result that says so. */
  public int deadlinesOver(Instant now) {
    return count(
        letter -> letter.deadline().filter(deadline -> !deadline.isAfter(now)).isPresent());
  }

  private int count(Predicate<Letter> what) {
    return Math.toIntExact(chosen.stream().map(Chosen::letter).filter(what).count());
  }
}

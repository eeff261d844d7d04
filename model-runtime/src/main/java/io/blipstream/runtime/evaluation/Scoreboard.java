package io.blipstream.runtime.evaluation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * A model's scores on all data sets that were measured.
 *
 * @param model name, as results report it
 * @param digest of its checkpoint
 */
public record Scoreboard(String model, String digest, List<SetScore> sets) {
  public Scoreboard {
    sets = List.copyOf(sets);
  }

  /** Mean over the held-in sets. */
  public OptionalDouble heldIn() {
    return mean(score -> !score.spec().heldOut());
  }

  /** Mean over the held-out sets: what instruction tuning is for. */
  public OptionalDouble heldOut() {
    return mean(score -> score.spec().heldOut());
  }

  private OptionalDouble mean(Predicate<SetScore> which) {
    return sets.stream().filter(which).mapToDouble(SetScore::score).average();
  }
}

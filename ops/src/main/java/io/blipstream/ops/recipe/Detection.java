package io.blipstream.ops.recipe;

import io.blipstream.schemas.Flag;
import io.blipstream.topology.recipe.moderation.Policy;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * How a policy fared.
 *
 * @param violations how many there were
 * @param flagged how many are flagged
 * @param rightly how many of those are violations
 * @param inReview how many people are to look at
 * @param foundInReview how many of those are violations
 */
record Detection(long violations, long flagged, long rightly, long inReview, long foundInReview) {
  /**
   * @param violated the truth, of a policy and a subject
   * @param standing by topic, then by key; the reviews' topic ends so
   */
  static Detection of(
      Policy policy,
      BiPredicate<Policy, String> violated,
      Collection<String> subjects,
      Map<String, Map<String, Flag>> standing) {
    long violations = subjects.stream().filter(each -> violated.test(policy, each)).count();
    long[] counts = new long[4];
    standing.forEach(
        (topic, flags) -> {
          int at = topic.endsWith("reviews") ? 2 : 0;
          for (Flag flag : flags.values()) {
            if (flag.getPolicy().equals(policy.name())) {
              counts[at]++;
              counts[at + 1] += violated.test(policy, flag.getSubject()) ? 1 : 0;
            }
          }
        });
    return new Detection(violations, counts[0], counts[1], counts[2], counts[3]);
  }

  @Override
  public String toString() {
    return "precision "
        + Shares.of(rightly, flagged)
        + ", recall "
        + Shares.of(rightly, violations)
        + "; to review "
        + inReview
        + ", with "
        + foundInReview
        + " more";
  }
}

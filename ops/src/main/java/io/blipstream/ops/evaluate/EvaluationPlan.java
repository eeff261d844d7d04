package io.blipstream.ops.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured.
 *
 * @param data the declaration of data sets
 * @param only names of the sets to measure; empty for all
 * @param limit samples of each set at most; empty for all
 * @param eachTemplate whether a set is asked with each of its templates, not with its prompt
 * @param checkSplits whether pictures on both sides end it
 * @param resamples of the bootstrap, 1 to {@value #MOST_RESAMPLES}
 */
public record EvaluationPlan(
    Path data,
    Set<String> only,
    Optional<Integer> limit,
    boolean eachTemplate,
    boolean checkSplits,
    int resamples,
    long seed) {
  static final int MOST_RESAMPLES = 100_000;

  public EvaluationPlan {
    only = Set.copyOf(only);
    if (limit.isPresent() && limit.get() < 1) {
      throw new IllegalArgumentException("--limit is " + limit.get() + ", must be 1 or more");
    }
    if (resamples < 1 || resamples > MOST_RESAMPLES) {
      throw new IllegalArgumentException(
          "--resamples is " + resamples + ", must be 1 to " + MOST_RESAMPLES);
    }
  }

  List<String> unknown(List<String> declared) {
    return only.stream().filter(name -> !declared.contains(name)).sorted().toList();
  }
}

package io.blipstream.topology.recipe.moderation;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Choice;
import io.blipstream.schemas.Verdict;
import io.blipstream.topology.recipe.ClosedQuestion;
import io.blipstream.topology.recipe.QuestionFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is not wanted, as a question.
 *
 * @param violating the candidates that violate the policy; their scores add up
 * @param threshold flagged from this score on
 * @param reviewFrom for people to look at from this score on; at most the threshold
 */
public record Policy(
    ClosedQuestion question, Set<String> violating, double threshold, double reviewFrom) {
  public Policy {
    requireNonNull(question, "question");
    violating = Set.copyOf(violating);
    Set<String> harmless = new HashSet<>(question.candidates());
    if (violating.isEmpty() || !harmless.containsAll(violating)) {
      throw new IllegalArgumentException(
          question.name() + " must be violated by some of its candidates, and by nothing else");
    }
    harmless.removeAll(violating);
    if (harmless.isEmpty()) {
      throw new IllegalArgumentException(question.name() + " is violated by whatever is answered");
    }
    if (!(reviewFrom > 0 && reviewFrom <= threshold && threshold <= 1)) {
      throw new IllegalArgumentException(
          question.name()
              + " needs 0 < review <= threshold <= 1, not "
              + reviewFrom
              + ", "
              + threshold);
    }
  }

  public String name() {
    return question.name();
  }

  /** How much of the answer violates it, 0 to 1. */
  double score(List<Choice> choices) {
    return choices.stream()
        .filter(each -> violating.contains(each.getText()))
        .mapToDouble(Choice::getScore)
        .sum();
  }

  Verdict verdict(double score) {
    if (score >= threshold) {
      return Verdict.FLAGGED;
    }
    return score >= reviewFrom ? Verdict.REVIEW : Verdict.CLEAR;
  }

  /**
   * As a file declares them: {@code policies=weapons,tobacco} and, for each, {@code
   * policy.weapons.question}, {@code .threshold}, and where they differ from the default {@code
   * .candidates}, {@code .violating}, {@code .review}, {@code .template}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static List<Policy> parse(Map<String, String> pairs) {
    QuestionFile file = new QuestionFile(pairs, "policy", "policies");
    List<Policy> policies = new ArrayList<>();
    for (String name : file.names()) {
      double threshold = file.share(name, "threshold", 0.5);
      policies.add(
          new Policy(
              file.question(name, "yes,no"),
              Set.copyOf(file.list(file.text(name, "violating", "yes"))),
              threshold,
              file.share(name, "review", threshold)));
    }
    file.requireAllRead();
    return policies;
  }
}

package io.blipstream.ops.evaluate;

import io.blipstream.runtime.evaluation.Bootstrap;
import io.blipstream.runtime.evaluation.Bootstrap.Interval;
import io.blipstream.runtime.evaluation.Scoreboard;
import io.blipstream.runtime.evaluation.SetScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One model's scores with their intervals, beside another's where there is one.
 *
 * @param model the model that is measured
 * @param other what it is compared with
 */
public record Comparison(Scoreboard model, Optional<Scoreboard> other, List<Line> lines) {
  /**
   * One data set.
   *
   * @param otherScore what it is compared with, sample by sample
   * @param own the model's score
   * @param others the other's
   * @param difference by how much the model is better, on the same draws
   */
  public record Line(
      SetScore score,
      Optional<SetScore> otherScore,
      Interval own,
      Optional<Interval> others,
      Optional<Interval> difference) {}

  static Comparison of(Scoreboard model, Optional<Scoreboard> other, EvaluationPlan plan) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < model.sets().size(); i++) {
      SetScore own = model.sets().get(i);
      int index = i;
      Optional<SetScore> others = other.map(board -> board.sets().get(index));
      lines.add(
          new Line(
              own,
              others,
              Bootstrap.of(own, plan.resamples(), plan.seed()),
              others.map(score -> Bootstrap.of(score, plan.resamples(), plan.seed())),
              others.map(
                  score -> Bootstrap.difference(own, score, plan.resamples(), plan.seed()))));
    }
    return new Comparison(model, other, List.copyOf(lines));
  }
}

package io.blipstream.ops.evaluate;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.evaluation.Scoreboard;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** One run of the command: data sets first, then the models one after the other. */
public final class Evaluate {
  private Evaluate() {}

  /**
   * @param model opens the model that is measured
   * @param other opens what it is compared with
   * @param report where the page goes
   */
  public static Comparison run(
      EvaluationPlan plan,
      Supplier<Engine> model,
      Optional<Supplier<Engine>> other,
      Optional<Path> report,
      PrintWriter progress) {
    Optional<EvaluationReport> page = report.map(EvaluationReport::to);
    Evaluation evaluation = Evaluation.of(plan, progress);
    Scoreboard own = evaluation.measure(model);
    Optional<Scoreboard> others = other.map(evaluation::measure);
    Comparison comparison = Comparison.of(own, others, plan);
    page.ifPresent(each -> each.write(comparison));
    return comparison;
  }
}

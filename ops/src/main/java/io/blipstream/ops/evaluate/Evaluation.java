package io.blipstream.ops.evaluate;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.data.DataSetSpec;
import io.blipstream.runtime.data.SplitCheck;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.evaluation.Evaluator;
import io.blipstream.runtime.evaluation.Scoreboard;
import io.blipstream.runtime.evaluation.SetScore;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Measures one model after another on the same data sets. Of one thread. */
public final class Evaluation {
  private final List<DataSet> sets;
  private final PrintWriter progress;

  private Evaluation(List<DataSet> sets, PrintWriter progress) {
    this.sets = sets;
    this.progress = progress;
  }

  /**
   * Reads the data sets and says what of them is broken.
   *
   * @throws FatalException FILE_NOT_FOUND or DATA_INVALID
   */
  public static Evaluation of(EvaluationPlan plan, PrintWriter progress) {
    DataSetFile file = DataSetFile.read(plan.data());
    List<String> unknown = plan.unknown(file.datasets().stream().map(DataSetSpec::name).toList());
    if (!unknown.isEmpty()) {
      throw new FatalException(
          FaultCode.DATA_INVALID,
          plan.data() + " declares no data set " + String.join(", ", unknown));
    }
    List<DataSet> sets = new ArrayList<>();
    for (DataSetSpec spec : file.datasets()) {
      if (plan.only().isEmpty() || plan.only().contains(spec.name())) {
        DataSet set = cut(DataSet.read(spec, file.root()), plan);
        sets.addAll(plan.eachTemplate() ? worded(set) : List.of(set));
      }
    }
    sets.forEach(set -> tellBroken(set, progress));
    if (plan.checkSplits()) {
      SplitCheck.requireClean(sets);
    }
    return new Evaluation(sets, progress);
  }

  /** Opens a model, asks it everything, closes it. */
  public Scoreboard measure(Supplier<Engine> model) {
    try (Engine engine = model.get()) {
      List<SetScore> scores = new ArrayList<>();
      for (DataSet set : sets) {
        ProgressLine line = new ProgressLine(progress, set.spec().name(), set.samples().size());
        Evaluator evaluator = new Evaluator(engine, line::at);
        scores.add(SetScore.of(set, evaluator.predictions(set)));
        line.end();
      }
      return new Scoreboard(engine.model().id(), engine.model().digest(), scores);
    }
  }

  /** The sets that are measured. */
  public List<DataSet> sets() {
    return sets;
  }

  private static DataSet cut(DataSet set, EvaluationPlan plan) {
    int most = Math.min(set.samples().size(), plan.limit().orElse(Integer.MAX_VALUE));
    return new DataSet(set.spec(), set.samples().subList(0, most), set.broken(), set.named());
  }

  /** One for each template, numbered as they are declared; what is broken is told of the first. */
  private static List<DataSet> worded(DataSet set) {
    List<DataSet> worded = new ArrayList<>();
    for (String template : set.spec().templates()) {
      int number = worded.size() + 1;
      worded.add(
          new DataSet(
              set.spec().asked(set.spec().name() + " - " + number, template),
              set.samples(),
              number == 1 ? set.broken() : 0,
              number == 1 ? set.named() : List.of()));
    }
    return worded;
  }

  private static void tellBroken(DataSet set, PrintWriter out) {
    if (set.broken() > 0) {
      out.printf(
          "blipstream: %s: %d broken rows skipped; %s%n",
          set.spec().name(), set.broken(), set.named().get(0));
      out.flush();
    }
  }
}

package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.Mixture;
import io.blipstream.runtime.data.SampleStream;
import io.blipstream.runtime.data.SampleStream.Drawn;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.tuning.Course.Exercise;
import io.blipstream.runtime.tuning.Learner.Slopes;
import io.blipstream.runtime.tuning.LossCurve.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A run of instruction tuning, from the first step or from where it was stopped; either way the
 * costs are the same. Of one thread, which lets {@link Workers} compute.
 */
public final class Tuning {
  private final TuningPlan plan;
  private final Course course;
  private final Learner student;
  private final Workers workers;
  private final SplitSamples samples;
  private final Watcher watcher;

  /** Is told of every step. */
  public interface Watcher {
    /**
     * @param step steps that are done; 0 of the start, whose cost is that of the validation
     * @param validation cost of the validation samples, where they were looked at
     */
    void stepped(int step, double cost, double rate, Optional<Double> validation);

    /** Whether to stop, with the state kept. */
    boolean stopped();
  }

  /**
   * @param sets held-in ones
   */
  Tuning(TuningPlan plan, Course course, Workers workers, List<DataSet> sets, Watcher watcher) {
    this.plan = plan;
    this.course = course;
    this.workers = workers;
    student = course.learner();
    this.samples = SplitSamples.of(sets, plan.validation());
    this.watcher = watcher;
  }

  /**
   * Learns, and writes the checkpoint whose cost on the validation samples was the lowest, the
   * start's among them; without such samples, the last.
   *
   * @return the step whose checkpoint was written, 0 for the start's own
   * @throws FatalException TUNING_DIVERGED where a cost is no number, the batch named
   */
  int run() {
    try (AdamW optimiser = new AdamW(student, plan.decay())) {
      Optional<TuningState> kept = TuningState.restore(plan.keeps(), student, optimiser);
      int step = kept.map(TuningState::step).orElse(0);
      SampleStream stream = stream(kept);
      LossCurve curve = new LossCurve(plan.keeps().resolve("loss.csv"), step);
      SetCosts looks = new SetCosts(plan.keeps().resolve("validation.csv"), step);
      double best = kept.map(TuningState::best).orElseGet(() -> begin(curve, looks));
      while (step < plan.schedule().steps() && !watcher.stopped()) {
        double rate = plan.schedule().rate(step);
        Cost cost = learn(optimiser, stream, step, rate);
        step++;
        boolean last = step == plan.schedule().steps();
        Optional<Double> validation =
            last || step % plan.validateEvery() == 0 ? validation(step, looks) : Optional.empty();
        curve.add(new Row(step, cost.cost(), rate, cost.norm(), validation));
        if (validation.isPresent() ? validation.get() < best : last && best == Double.MAX_VALUE) {
          best = validation.orElse(best);
          LearnedFolder.write(plan.start(), plan.output(), student);
        }
        if (last || step % plan.saveEvery() == 0 || watcher.stopped()) {
          curve.save();
          looks.save();
          new TuningState(step, stream.state(), best).save(plan.keeps(), student, optimiser);
        }
        watcher.stepped(step, cost.cost(), rate, validation);
      }
      return curve.lowest().orElse(step);
    }
  }

  /** Looks at the start first: what is written is never worse on the validation samples. */
  private double begin(LossCurve curve, SetCosts looks) {
    Optional<Double> validation = validation(0, looks);
    validation.ifPresent(
        cost -> {
          curve.add(new Row(0, cost, 0, 0, validation));
          LearnedFolder.write(plan.start(), plan.output(), student);
          watcher.stepped(0, cost, 0, validation);
        });
    return validation.orElse(Double.MAX_VALUE);
  }

  private record Cost(double cost, double norm) {}

  private Cost learn(AdamW optimiser, SampleStream stream, int step, double rate) {
    List<Drawn> drawn = new ArrayList<>();
    for (int i = 0; i < plan.batch(); i++) {
      drawn.add(stream.next());
    }
    int size = plan.batch() / plan.parts();
    List<Exercise> exercises = new ArrayList<>();
    for (int part = 0; part < plan.parts(); part++) {
      List<Drawn> some = drawn.subList(part * size, (part + 1) * size);
      exercises.addAll(course.exercises(some, (long) step * plan.parts() + part));
    }
    double all = exercises.stream().mapToDouble(Exercise::weight).sum();
    double cost = 0;
    // As many at a time as there are workers: each holds slopes as large as all that learns.
    for (int from = 0; from < exercises.size(); from += workers.size()) {
      List<Exercise> some =
          exercises.subList(from, Math.min(exercises.size(), from + workers.size()));
      try (NDManager scratch = student.manager().newSubManager()) {
        List<Slopes> learned =
            workers.all(
                some.stream()
                    .map(each -> (Callable<Slopes>) () -> each.learn(scratch.newSubManager()))
                    .toList());
        for (int i = 0; i < some.size(); i++) {
          // The cost of a batch is the mean over its tokens, however it is cut into parts.
          double share = some.get(i).weight() / all;
          cost += learned.get(i).cost() * share;
          requireNumber(cost, step, drawn);
          optimiser.add(learned.get(i).slopes(), share);
        }
      }
    }
    return new Cost(cost, optimiser.step(rate, plan.clip()));
  }

  private static void requireNumber(double cost, int step, List<Drawn> batch) {
    if (!Double.isFinite(cost)) {
      List<String> names =
          batch.stream().map(drawn -> drawn.sample().id()).distinct().limit(20).toList();
      throw new FatalException(
          FaultCode.TUNING_DIVERGED,
          "the cost of step %d is %s; its samples: %s"
              .formatted(step + 1, cost, String.join(", ", names)));
    }
  }

  private SampleStream stream(Optional<TuningState> kept) {
    List<DataSet> learned = samples.learned();
    Mixture mixture =
        Mixture.of(
            learned.stream().map(DataSet::size).toList(),
            learned.stream().map(set -> set.spec().weight()).toList(),
            plan.balance());
    return new SampleStream(
        learned,
        mixture,
        kept.map(TuningState::stream)
            .orElseGet(() -> SampleStream.State.start(plan.seed(), learned.size())));
  }

  /** Set by set, so that each has its cost. */
  private Optional<Double> validation(int step, SetCosts looks) {
    double cost = 0;
    double weight = 0;
    for (int set = 0; set < samples.learned().size(); set++) {
      int which = set;
      Looked own =
          look(samples.validation().stream().filter(drawn -> drawn.set() == which).toList());
      if (own.weight() > 0) {
        String name = samples.learned().get(set).spec().name();
        looks.add(new SetCosts.Row(step, own.weight(), own.cost() / own.weight(), name));
      }
      cost += own.cost();
      weight += own.weight();
    }
    return weight == 0 ? Optional.empty() : Optional.of(cost / weight);
  }

  private record Looked(double cost, double weight) {}

  private Looked look(List<Drawn> all) {
    double cost = 0;
    double weight = 0;
    for (int from = 0; from < all.size(); from += plan.batch()) {
      List<Drawn> some = all.subList(from, Math.min(all.size(), from + plan.batch()));
      List<Exercise> exercises = course.exercises(some, from);
      List<Double> costs =
          workers.all(exercises.stream().map(each -> (Callable<Double>) each::cost).toList());
      for (int i = 0; i < exercises.size(); i++) {
        cost += costs.get(i) * exercises.get(i).weight();
        weight += exercises.get(i).weight();
      }
    }
    return new Looked(cost, weight);
  }
}

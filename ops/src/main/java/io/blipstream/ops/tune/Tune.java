package io.blipstream.ops.tune;

import io.blipstream.ops.tell.Teller;
import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.data.DataSetSpec;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Devices;
import io.blipstream.runtime.tuning.Classroom;
import io.blipstream.runtime.tuning.HalfPrecision;
import io.blipstream.runtime.tuning.Stage;
import io.blipstream.runtime.tuning.TuningPlan;
import io.blipstream.runtime.tuning.WarmStart;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One run of the command. The thread that makes it runs it; any thread may stop it. */
public final class Tune {
  private static final int PICTURES_TOLD = 500;

  private final TuneSettings settings;
  private final Recipe recipe;
  private final Teller teller;
  private final Clock clock;

  // Set by whoever stops the run, read by its thread.
  private volatile boolean stopped;
  // Set by the run's thread, read by whoever stops it.
  private volatile Optional<ProgressBar> learning = Optional.empty();

  /** What is learned by one call. */
  public enum Recipe {
    /** Answers to instructions. */
    INSTRUCTION,
    /** The two stages of BLIP-2: alignment, then generation. */
    PRETRAIN
  }

  public Tune(TuneSettings settings, Recipe recipe, Teller teller, Clock clock) {
    this.settings = settings;
    this.recipe = recipe;
    this.teller = teller;
    this.clock = clock;
  }

  /** Keeps the state after the step that is under way, and ends; the same command goes on. */
  public void stop() {
    stopped = true;
    learning.ifPresent(ProgressBar::stop);
  }

  public void run() {
    List<DataSet> sets = new ArrayList<>();
    DataSetFile file = DataSetFile.read(settings.data());
    for (DataSetSpec spec : file.datasets()) {
      DataSet set = DataSet.read(spec, file.root());
      sets.add(set);
      tell(spec, set);
    }
    TuningPlan plan = settings.plan().from(start());
    Stage stage = Stage.INSTRUCTION;
    if (recipe == Recipe.PRETRAIN) {
      Path aligned = plan.output().resolve("alignment");
      learn(plan.paced(settings.alignment(), aligned), Stage.ALIGNMENT, sets);
      plan = plan.from(aligned);
      stage = Stage.GENERATION;
    }
    int best = learn(plan, stage, sets);
    if (stopped) {
      teller.tell("stopped", "stopped; the same command goes on from here");
    } else {
      if (settings.type() == TuneSettings.OutputType.FLOAT16) {
        HalfPrecision.narrow(settings.plan().output());
      }
      finished(best);
    }
  }

  /** A run that only harmed hands the start out again, which nobody should take for learned. */
  private void finished(int best) {
    Path output = settings.plan().output();
    teller.tell(
        "learned",
        Map.of("folder", output.toString(), "step", best),
        best == 0
            ? "no step was better on the validation samples than the start, which is in " + output
            : "the learned checkpoint, that of step " + best + ", is in " + output);
  }

  /** Returns the step whose checkpoint was written. */
  private int learn(TuningPlan plan, Stage stage, List<DataSet> sets) {
    ProgressBar progress = new ProgressBar(teller, clock, plan.schedule().steps());
    learning = Optional.of(progress);
    if (stopped) {
      return 0;
    }
    try (Classroom classroom =
        Classroom.open(
            plan,
            stage,
            Devices.first(settings.devices()),
            sets,
            settings.profile(),
            this::lookedAt)) {
      long numbers = classroom.learnedNumbers();
      String name = stage.name().toLowerCase(Locale.ROOT);
      teller.tell(
          "learning",
          Map.of("stage", name, "numbers", numbers),
          name + ": " + numbers + " numbers learn");
      return classroom.run(progress);
    }
  }

  private void tell(DataSetSpec spec, DataSet set) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", spec.name());
    fields.put("samples", set.samples().size());
    fields.put("broken", set.broken());
    fields.put("held_out", spec.heldOut());
    List<String> faults = set.named().stream().map(Object::toString).toList();
    fields.put("faults", faults);
    StringBuilder words =
        new StringBuilder(
            "%s: %d samples, %d broken rows skipped%s"
                .formatted(
                    spec.name(),
                    set.samples().size(),
                    set.broken(),
                    spec.heldOut() ? ", held out" : ""));
    faults.forEach(fault -> words.append("\n  ").append(fault));
    teller.tell("set", fields, words.toString());
  }

  /** The checkpoint named, or what is made of it where its Q-Former reads no instruction yet. */
  private Path start() {
    Path named = settings.plan().start();
    if (!WarmStart.needed(named)) {
      return named;
    }
    WarmStart warmStart =
        settings
            .warmStart()
            .orElseThrow(
                () ->
                    new FatalException(
                        FaultCode.CONFIGURATION_INVALID,
                        named + " is a BLIP-2; its start needs model.qformer.tokenizer"));
    teller.tell(
        "warm_start",
        Map.of("from", named.toString()),
        named + " is a BLIP-2; the Q-Former begins to read instructions");
    return warmStart.prepare(named, settings.plan().keeps().resolve("start"));
  }

  private void lookedAt(int pictures) {
    if (pictures % PICTURES_TOLD == 0) {
      teller.tell("looked_at", Map.of("pictures", pictures), pictures + " pictures looked at");
    }
  }
}

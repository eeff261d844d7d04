package io.blipstream.ops.ablation;

import io.blipstream.ops.ablation.Cells.Cell;
import io.blipstream.ops.tell.Teller;
import io.blipstream.ops.tune.ProgressBar;
import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.evaluation.Evaluator;
import io.blipstream.runtime.evaluation.SetScore;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Devices;
import io.blipstream.runtime.tuning.Classroom;
import io.blipstream.runtime.tuning.Stage;
import io.blipstream.runtime.tuning.TuningPlan;
import io.blipstream.runtime.tuning.WarmStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One run of the command: every arm is learned with every seed and measured, and then all are
 * compared. What is done is kept; called again, it goes on. The thread that makes it runs it; any
 * thread may stop it.
 */
public final class Ablations {
  private final AblationSettings settings;
  private final Function<Path, Engine> engines;
  private final Teller teller;
  private final Clock clock;
  private final HeldAside data;
  private final Fingerprint fingerprint;
  private volatile boolean stopped;
  private volatile Optional<ProgressBar> learning = Optional.empty();

  /**
   * @param engines opens a checkpoint folder as it is served
   * @throws FatalException CONFIGURATION_INVALID where the start is no BLIP-2 or has no tokenizer;
   *     what reading the data sets throws
   */
  public Ablations(
      AblationSettings settings, Function<Path, Engine> engines, Teller teller, Clock clock) {
    this.settings = settings;
    this.engines = engines;
    this.teller = teller;
    this.clock = clock;
    if (!WarmStart.needed(settings.tune().plan().start())
        || settings.tune().warmStart().isEmpty()) {
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID,
          "the start must be a BLIP-2, whose Q-Former reads no instruction yet, with"
              + " model.qformer.tokenizer");
    }
    DataSetFile file = DataSetFile.read(settings.tune().data());
    data =
        HeldAside.of(
            file.datasets().stream().map(spec -> DataSet.read(spec, file.root())).toList(),
            settings.aside(),
            settings.samples());
    fingerprint = Fingerprint.of(settings, data);
  }

  /** Keeps what the learning under way has come to, and ends. */
  public void stop() {
    stopped = true;
    learning.ifPresent(ProgressBar::stop);
  }

  /** The comparison; empty where it was stopped before all was done. */
  public Optional<AblationTable> run() {
    Cells cells =
        new Cells(
            settings.seeds().size(),
            new SeedBootstrap(settings.resamples(), settings.tune().plan().seed()));
    for (Arm arm : settings.arms()) {
      List<Long> seeds = arm.tuned() ? settings.seeds() : settings.seeds().subList(0, 1);
      for (long seed : seeds) {
        for (Wording asked : arm.asked()) {
          Optional<Measured> measured = measured(new Run(arm, seed), asked);
          if (measured.isEmpty()) {
            return Optional.empty();
          }
          cells.add(new Cell(arm, asked), measured.get());
        }
      }
    }
    return Optional.of(AblationTable.of(settings, cells));
  }

  private record Run(Arm arm, long seed) {
    String name() {
      return arm.tuned() ? arm.text() + "-" + seed : arm.text();
    }
  }

  private Optional<Measured> measured(Run run, Wording asked) {
    Path folder = settings.tune().plan().output().resolve("runs").resolve(run.name());
    Path file = folder.resolve("measured-" + asked.text() + ".json");
    if (Files.exists(file)) {
      return Optional.of(fingerprint.require(Measured.read(file), file));
    }
    create(folder);
    Path model = run.arm().tuned() ? folder : settings.tune().plan().start();
    Path learned = folder.resolve("learned");
    if (run.arm().tuned() && !Files.exists(learned)) {
      learn(run, folder);
      if (stopped) {
        return Optional.empty();
      }
      create(learned);
    }
    teller.tell(
        "measuring",
        Map.of("run", run.name(), "asked", asked.text()),
        run.name() + ": measured with " + asked.text());
    Measured measured = fingerprint.stamped(measure(model, asked));
    measured.write(file);
    return Optional.of(measured);
  }

  private void learn(Run run, Path folder) {
    Arm arm = run.arm();
    TuningPlan plan =
        settings
            .tune()
            .plan()
            .of(arm.learns(), start(run, folder), folder, arm.balance(), run.seed());
    List<DataSet> sets =
        data.learned().stream()
            .map(
                set ->
                    new DataSet(
                        arm.wording().learned(set.spec()),
                        set.samples(),
                        set.broken(),
                        set.named()))
            .toList();
    ProgressBar bar = new ProgressBar(teller, clock, plan.schedule().steps());
    learning = Optional.of(bar);
    if (stopped) {
      return;
    }
    try (Classroom classroom =
        Classroom.open(
            plan,
            Stage.INSTRUCTION,
            Devices.first(settings.tune().devices()),
            sets,
            settings.tune().profile(),
            pictures -> {})) {
      long numbers = classroom.learnedNumbers();
      teller.tell(
          "learning",
          Map.of("run", run.name(), "numbers", numbers),
          run.name() + ": " + numbers + " numbers learn");
      classroom.run(bar);
    } finally {
      learning = Optional.empty();
    }
  }

  private Path start(Run run, Path folder) {
    Path blip2 = settings.tune().plan().start();
    if (!run.arm().readsInstruction()) {
      return blip2;
    }
    WarmStart given = settings.tune().warmStart().orElseThrow();
    return new WarmStart(given.tokenizer(), given.text(), run.seed())
        .prepare(blip2, folder.resolve("tuning").resolve("start"));
  }

  private List<Measured.OfSet> measure(Path model, Wording asked) {
    List<Measured.OfSet> scores = new ArrayList<>();
    try (Engine engine = engines.apply(model)) {
      for (DataSet set : data.measured()) {
        DataSet worded =
            new DataSet(asked.asked(set.spec()), set.samples(), set.broken(), set.named());
        Evaluator evaluator = new Evaluator(engine, done -> {});
        scores.add(Measured.OfSet.of(SetScore.of(worded, evaluator.predictions(worded))));
      }
    }
    return scores;
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot make " + folder, e);
    }
  }
}

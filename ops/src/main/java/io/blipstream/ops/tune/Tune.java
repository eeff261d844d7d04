package io.blipstream.ops.tune;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.data.DataSetSpec;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.tuning.Classroom;
import io.blipstream.runtime.tuning.HalfPrecision;
import io.blipstream.runtime.tuning.WarmStart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** One run of the command. The thread that makes it runs it; any thread may stop it. */
public final class Tune {
  private static final int PICTURES_TOLD = 500;

  private final TuneSettings settings;
  private final PrintWriter out;
  private final ProgressBar progress;

  public Tune(TuneSettings settings, PrintWriter out, Clock clock) {
    this.settings = settings;
    this.out = out;
    progress = new ProgressBar(out, clock, settings.plan().schedule().steps());
  }

  /** Keeps the state after the step that is under way, and ends; the same command goes on. */
  public void stop() {
    progress.stop();
  }

  public void run() {
    List<DataSet> sets = new ArrayList<>();
    DataSetFile file = DataSetFile.read(settings.data());
    for (DataSetSpec spec : file.datasets()) {
      DataSet set = DataSet.read(spec, file.root());
      sets.add(set);
      out.printf(
          "%s: %d samples, %d broken rows skipped%s%n",
          spec.name(), set.samples().size(), set.broken(), spec.heldOut() ? ", held out" : "");
      set.named().forEach(fault -> out.println("  " + fault));
    }
    out.flush();
    try (Classroom classroom =
        Classroom.open(settings.plan().from(start()), sets, settings.profile(), this::lookedAt)) {
      out.printf("%d numbers learn%n", classroom.learnedNumbers());
      out.flush();
      classroom.run(progress);
    }
    if (progress.stopped()) {
      out.println("stopped; the same command goes on from here");
    } else {
      if (settings.type() == TuneSettings.OutputType.FLOAT16) {
        HalfPrecision.narrow(settings.plan().output());
      }
      out.println("the learned checkpoint is in " + settings.plan().output());
    }
    out.flush();
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
    out.println(named + " is a BLIP-2; the Q-Former begins to read instructions");
    return warmStart.prepare(named, settings.plan().keeps().resolve("start"));
  }

  private void lookedAt(int pictures) {
    if (pictures % PICTURES_TOLD == 0) {
      out.println(pictures + " pictures looked at");
      out.flush();
    }
  }
}

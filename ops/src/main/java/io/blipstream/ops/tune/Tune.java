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
import io.blipstream.runtime.tuning.WarmStart;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of the command. The thread that makes it runs it; any thread may stop it. */
public final class Tune {
  private static final int PICTURES_TOLD = 500;

  private final TuneSettings settings;
  private final Teller teller;
  private final ProgressBar progress;

  public Tune(TuneSettings settings, Teller teller, Clock clock) {
    this.settings = settings;
    this.teller = teller;
    progress = new ProgressBar(teller, clock, settings.plan().schedule().steps());
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
      tell(spec, set);
    }
    try (Classroom classroom =
        Classroom.open(
            settings.plan().from(start()),
            Devices.first(settings.devices()),
            sets,
            settings.profile(),
            this::lookedAt)) {
      long numbers = classroom.learnedNumbers();
      teller.tell("learning", Map.of("numbers", numbers), numbers + " numbers learn");
      classroom.run(progress);
    }
    if (progress.stopped()) {
      teller.tell("stopped", "stopped; the same command goes on from here");
    } else {
      if (settings.type() == TuneSettings.OutputType.FLOAT16) {
        HalfPrecision.narrow(settings.plan().output());
      }
      Path output = settings.plan().output();
      teller.tell(
          "learned", Map.of("folder", output.toString()), "the learned checkpoint is in " + output);
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

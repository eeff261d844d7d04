package io.blipstream.ops.tune;

import io.blipstream.runtime.data.Mixture.Balance;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.tuning.Network;
import io.blipstream.runtime.tuning.Schedule;
import io.blipstream.runtime.tuning.TuningPlan;
import io.blipstream.runtime.tuning.WarmStart;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a run.
 *
 * @param alignment pace of the stage in which pictures and texts are brought together
 * @param warmStart how a BLIP-2 is made a start; empty where no tokenizer is named
 * @param data declaration of data sets
 * @param profile how pictures are prepared
 * @param devices of which the first is learned on
 * @param type of the numbers that are written at the end
 */
public record TuneSettings(
    TuningPlan plan,
    Schedule alignment,
    Optional<WarmStart> warmStart,
    Path data,
    ImageProfile profile,
    DeviceChoice devices,
    OutputType type) {
  /** As {@code config.json} names it. */
  public enum OutputType {
    FLOAT32,
    FLOAT16
  }

  /** Every key and its default; empty where there is none. docs/tuning.md says what they mean. */
  public static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("model.dir", ""),
          Map.entry("model.qformer.tokenizer", ""),
          Map.entry("model.qformer.text", ""),
          Map.entry("data.file", ""),
          Map.entry("output.dir", ""),
          Map.entry("output.dtype", "float32"),
          Map.entry("features.dir", ""),
          Map.entry("learn", "q-former"),
          Map.entry("steps", "60000"),
          Map.entry("rate", "1e-5"),
          Map.entry("warmup", "1000"),
          Map.entry("alignment.steps", "250000"),
          Map.entry("alignment.rate", "1e-4"),
          Map.entry("alignment.warmup", "2000"),
          Map.entry("batch", "192"),
          Map.entry("parts", "1"),
          Map.entry("workers", "0"),
          Map.entry("decay", "0.05"),
          Map.entry("clip", "1.0"),
          Map.entry("balance", "square-root"),
          Map.entry("seed", "1"),
          Map.entry("save.every", "500"),
          Map.entry("validate.every", "3000"),
          Map.entry("validation", "512"),
          Map.entry("images", "natural"),
          Map.entry("model.device", "cpu"));

  /**
   * @throws FatalException FILE_NOT_FOUND or CONFIGURATION_INVALID
   */
  public static TuneSettings read(Path file) {
    return of(SettingsFile.read(file, DEFAULTS));
  }

  /**
   * @param file with these keys, and maybe others
   * @throws FatalException CONFIGURATION_INVALID
   */
  public static TuneSettings of(SettingsFile file) {
    try {
      TuningPlan plan = plan(file);
      Optional<WarmStart> warmStart =
          file.optional("model.qformer.tokenizer")
              .map(
                  tokenizer ->
                      new WarmStart(tokenizer, file.optional("model.qformer.text"), plan.seed()));
      return new TuneSettings(
          plan,
          schedule(file, "alignment."),
          warmStart,
          file.path("data.file"),
          file.value("images", text -> SettingsFile.named(ImageProfile.class, text)),
          file.value("model.device", DeviceChoice::parse),
          file.value("output.dtype", text -> SettingsFile.named(OutputType.class, text)));
    } catch (IllegalArgumentException e) {
      throw file.fault(e.getMessage());
    }
  }

  private static Schedule schedule(SettingsFile file, String prefix) {
    return new Schedule(
        file.value(prefix + "rate", Double::valueOf),
        file.value(prefix + "warmup", Integer::valueOf),
        file.value(prefix + "steps", Integer::valueOf));
  }

  /** 0 is as many as there are cores; no more than 4, since each has slopes of its own. */
  private static int workers(String text) {
    int workers = Integer.parseInt(text);
    return workers == 0 ? Math.min(4, Runtime.getRuntime().availableProcessors()) : workers;
  }

  private static TuningPlan plan(SettingsFile file) {
    Path output = file.path("output.dir");
    return new TuningPlan(
        file.value("learn", text -> Set.copyOf(SettingsFile.several(Network.class, text))),
        file.path("model.dir"),
        output,
        file.optional("features.dir").orElse(output.resolve("tuning").resolve("features")),
        schedule(file, ""),
        file.value("batch", Integer::valueOf),
        file.value("parts", Integer::valueOf),
        file.value("workers", TuneSettings::workers),
        file.value("decay", Double::valueOf),
        file.value("clip", Double::valueOf),
        file.value("balance", text -> SettingsFile.named(Balance.class, text)),
        file.value("seed", Long::valueOf),
        file.value("save.every", Integer::valueOf),
        file.value("validate.every", Integer::valueOf),
        file.value("validation", Integer::valueOf));
  }
}

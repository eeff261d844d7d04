package io.blipstream.ops.tune;

import io.blipstream.runtime.data.Mixture.Balance;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.tuning.Schedule;
import io.blipstream.runtime.tuning.TuningPlan;
import io.blipstream.runtime.tuning.WarmStart;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The settings of a run, {@code .properties}; strict, since a mistyped name is a mistake. Paths are
 * relative to where the file lies.
 *
 * @param warmStart how a BLIP-2 is made a start; empty where no tokenizer is named
 * @param data declaration of data sets
 * @param profile how pictures are prepared
 * @param devices of which the first is learned on
 * @param type of the numbers that are written at the end
 */
public record TuneSettings(
    TuningPlan plan,
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
  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("model.dir", ""),
          Map.entry("model.qformer.tokenizer", ""),
          Map.entry("model.qformer.text", ""),
          Map.entry("data.file", ""),
          Map.entry("output.dir", ""),
          Map.entry("output.dtype", "float32"),
          Map.entry("steps", "60000"),
          Map.entry("rate", "1e-5"),
          Map.entry("warmup", "1000"),
          Map.entry("batch", "192"),
          Map.entry("parts", "1"),
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
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot read " + file + ": " + e, e);
    }
    Map<String, String> values = new TreeMap<>(DEFAULTS);
    for (String name : properties.stringPropertyNames()) {
      if (!DEFAULTS.containsKey(name)) {
        throw invalid(
            file + " has a key " + name + ", not one of " + new TreeMap<>(DEFAULTS).keySet());
      }
      values.put(name, properties.getProperty(name).strip());
    }
    return new Values(file, values).settings();
  }

  private static FatalException invalid(String message) {
    return new FatalException(FaultCode.CONFIGURATION_INVALID, message);
  }

  private record Values(Path file, Map<String, String> values) {
    TuneSettings settings() {
      try {
        TuningPlan plan =
            new TuningPlan(
                path("model.dir"),
                path("output.dir"),
                new Schedule(
                    value("rate", Double::valueOf),
                    value("warmup", Integer::valueOf),
                    value("steps", Integer::valueOf)),
                value("batch", Integer::valueOf),
                value("parts", Integer::valueOf),
                value("decay", Double::valueOf),
                value("clip", Double::valueOf),
                value("balance", text -> named(Balance.class, text)),
                value("seed", Long::valueOf),
                value("save.every", Integer::valueOf),
                value("validate.every", Integer::valueOf),
                value("validation", Integer::valueOf));
        Optional<WarmStart> warmStart =
            optional("model.qformer.tokenizer")
                .map(
                    tokenizer ->
                        new WarmStart(tokenizer, optional("model.qformer.text"), plan.seed()));
        return new TuneSettings(
            plan,
            warmStart,
            path("data.file"),
            value("images", text -> named(ImageProfile.class, text)),
            value("model.device", DeviceChoice::parse),
            value("output.dtype", text -> named(OutputType.class, text)));
      } catch (IllegalArgumentException e) {
        throw invalid(file + ": " + e.getMessage());
      }
    }

    private Optional<Path> optional(String key) {
      return values.get(key).isEmpty() ? Optional.empty() : Optional.of(path(key));
    }

    private Path path(String key) {
      if (values.get(key).isEmpty()) {
        throw invalid(file + " needs " + key);
      }
      return file.toAbsolutePath().getParent().resolve(values.get(key)).normalize();
    }

    private <T> T value(String key, Function<String, T> parser) {
      try {
        return parser.apply(values.get(key));
      } catch (IllegalArgumentException e) {
        throw invalid(file + ": " + key + " is \"" + values.get(key) + "\", which cannot be");
      }
    }

    private static <E extends Enum<E>> E named(Class<E> type, String text) {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}

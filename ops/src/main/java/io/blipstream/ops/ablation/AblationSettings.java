package io.blipstream.ops.ablation;

import io.blipstream.ops.tune.SettingsFile;
import io.blipstream.ops.tune.TuneSettings;
import io.blipstream.runtime.fault.FatalException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What is compared. All keys of tuning and some more; docs/ablations.md says what they mean.
 *
 * @param tune the recipe, of which each arm lacks something
 * @param seeds with which each arm is learned
 * @param aside pictures of the held-in sets that no arm learns from
 * @param samples of each data set that are measured at most
 * @param resamples of the bootstrap
 */
public record AblationSettings(
    TuneSettings tune, List<Arm> arms, List<Long> seeds, int aside, int samples, int resamples) {
  private static final int MOST_SEEDS = 100;
  private static final int MOST = 100_000;
  private static final Map<String, String> DEFAULTS = defaults();

  public AblationSettings {
    arms = arms.stream().distinct().sorted().toList();
    seeds = List.copyOf(seeds);
    require(!arms.isEmpty(), "no arms");
    require(!seeds.isEmpty() && seeds.size() <= MOST_SEEDS, "seeds must be 1 to " + MOST_SEEDS);
    require(aside >= 1 && aside <= MOST, "aside must be 1 to " + MOST);
    require(samples >= 1 && samples <= MOST, "samples must be 1 to " + MOST);
    require(resamples >= 1 && resamples <= MOST, "resamples must be 1 to " + MOST);
  }

  /** Small: minutes on two cores, with a model that is small. */
  private static Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>(TuneSettings.DEFAULTS);
    defaults.putAll(
        Map.of(
            "steps", "200",
            "rate", "1e-4",
            "warmup", "20",
            "batch", "32",
            "save.every", "100",
            "validate.every", "50",
            "validation", "128"));
    defaults.putAll(
        Map.of(
            "arms", Arrays.stream(Arm.values()).map(Arm::text).collect(Collectors.joining(",")),
            "seeds", "2",
            "aside", "40",
            "samples", "100",
            "resamples", "1000"));
    return Map.copyOf(defaults);
  }

  /**
   * @throws FatalException FILE_NOT_FOUND or CONFIGURATION_INVALID
   */
  public static AblationSettings read(Path file) {
    SettingsFile settings = SettingsFile.read(file, DEFAULTS);
    TuneSettings tune = TuneSettings.of(settings);
    long first = tune.plan().seed();
    try {
      return new AblationSettings(
          tune,
          settings.value("arms", text -> SettingsFile.several(Arm.class, text)),
          settings.value("seeds", text -> seeds(first, Integer.parseInt(text))),
          settings.value("aside", Integer::valueOf),
          settings.value("samples", Integer::valueOf),
          settings.value("resamples", Integer::valueOf));
    } catch (IllegalArgumentException e) {
      throw settings.fault(e.getMessage());
    }
  }

  private static List<Long> seeds(long first, int count) {
    require(count >= 1 && count <= MOST_SEEDS, "seeds must be 1 to " + MOST_SEEDS);
    return LongStream.range(first, first + count).boxed().toList();
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }
}

package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.evaluate.Comparison;
import io.blipstream.ops.evaluate.Evaluate;
import io.blipstream.ops.evaluate.EvaluationPlan;
import io.blipstream.ops.evaluate.Scores;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.engine.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream evaluate}. */
@Command(
    name = "evaluate",
    description = "Measures a checkpoint on declared data sets.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Mixin private DeviceOption device;

  @Option(
      names = "--data",
      paramLabel = "FILE.json",
      required = true,
      description = "Declares the data sets; docs/data.md.")
  private Path data;

  @Option(
      names = "--compare",
      paramLabel = "DIR",
      description = "Another checkpoint folder, measured on the same.")
  private Path compare;

  @Option(
      names = "--set",
      paramLabel = "NAME",
      description = "Only this data set; may be given several times.")
  private List<String> only = List.of();

  @Option(names = "--limit", paramLabel = "N", description = "The first N samples of each set.")
  private Integer limit;

  @Option(
      names = "--each-template",
      description = "Ask each set with each of its templates: what hints do to answers' lengths.")
  private boolean eachTemplate;

  @Option(names = "--json", description = "One JSON object instead of lines.")
  private boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write scores and pictures of what went wrong.")
  private Path report;

  @Option(
      names = "--check-splits",
      description = "End where a held-out picture is in a held-in set.")
  private boolean checkSplits;

  @Option(
      names = "--images",
      paramLabel = "PROFILE",
      description = "How pictures are prepared: natural (the default) or reference.")
  private String profile;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "Draws of the bootstrap (default: ${DEFAULT-VALUE}).")
  private int resamples = 1_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of those draws (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  EvaluateCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() {
    Configuration read = device.over(ConfigurationReader.read(environment));
    Configuration configuration =
        model.over(profile == null ? read : read.with(Map.of(Keys.IMAGE_PROFILE.name(), profile)));
    Optional<Supplier<Engine>> other =
        Optional.ofNullable(compare)
            .map(
                folder ->
                    () ->
                        engines.open(
                            configuration.with(Map.of(Keys.MODEL_DIR.name(), folder.toString()))));
    Comparison comparison =
        Evaluate.run(
            plan(),
            () -> engines.open(configuration),
            other,
            Optional.ofNullable(report),
            console.err());
    console.out().print(json ? Scores.json(comparison) + "\n" : Scores.plain(comparison));
    console.out().flush();
    return 0;
  }

  private EvaluationPlan plan() {
    try {
      return new EvaluationPlan(
          data,
          Set.copyOf(only),
          Optional.ofNullable(limit),
          eachTemplate,
          checkSplits,
          resamples,
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}

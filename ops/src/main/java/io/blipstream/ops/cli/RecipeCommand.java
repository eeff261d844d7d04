package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.demo.Terminal;
import io.blipstream.ops.log.LogOutput;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.ops.pipeline.Application;
import io.blipstream.ops.recipe.RecipeApplication;
import io.blipstream.ops.recipe.RecipeDemo;
import io.blipstream.ops.recipe.RecipeName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code blipstream recipe}. */
@Command(
    name = "recipe",
    description = {
      "From results to what people use: alt texts, products, flags.",
      "Without --config it is shown on pictures whose truth is known, with a broker of its own."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RecipeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      converter = ByName.class,
      description = "One of ${COMPLETION-CANDIDATES}; docs/recipes has a page for each.")
  private RecipeName recipe;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Join this cluster instead, beside `blipstream run`, until told to stop. No model is"
              + " loaded.")
  private Path file;

  @Mixin private SetOption set;

  @Option(
      names = "--instructions",
      description = "Only print, a line of JSON each, what a producer puts into its events.")
  private boolean instructions;

  @Option(
      names = "--events",
      paramLabel = "N",
      description =
          "End after N pictures; without it, 200 are shown, and the console stays open until"
              + " Ctrl-C.")
  private Integer events;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Other pictures for another seed (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Mixin private ModelOption model;

  @Mixin private TellingOption telling;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  RecipeCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  /** In our names alone; picocli would also name the constants. */
  private static final class ByName implements ITypeConverter<RecipeName> {
    @Override
    public RecipeName convert(String text) {
      return Arrays.stream(RecipeName.values())
          .filter(each -> each.toString().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "is " + text + ", must be one of " + Arrays.toString(RecipeName.values())));
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (events != null && events < 1) {
      throw new ParameterException(spec.commandLine(), "at least one picture");
    }
    Configuration configuration = set.read(file, environment);
    LogOutput.use(configuration.value(Keys.LOG_FORMAT));
    if (instructions) {
      recipe.instructions(configuration).forEach(console.out()::println);
      console.out().flush();
    } else if (file != null) {
      join(configuration);
    } else {
      show(model.over(configuration));
    }
    return 0;
  }

  private void join(Configuration configuration) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    try (Interruption interruption = Interruption.awaited();
        Application application =
            RecipeApplication.start(configuration, recipe.recipe(configuration), clock)) {
      interruption.thenRun(application::close);
      telling
          .teller(console, console.err())
          .tell(
              "running",
              Map.of("recipe", recipe.toString()),
              "blipstream: "
                  + recipe
                  + " is running, "
                  + recipe.seen(configuration)
                  + "; Ctrl-C or SIGTERM ends it");
      application.awaitEnd();
    }
  }

  private void show(Configuration configuration) throws IOException {
    Terminal terminal = telling.terminal(console);
    OptionalInt pictures = events == null ? OptionalInt.empty() : OptionalInt.of(events);
    RecipeDemo demo =
        new RecipeDemo(configuration, recipe, pictures, seed, engines, terminal, Clock.systemUTC());
    try (Interruption interruption = Interruption.awaited();
        TemporaryFolder folder = TemporaryFolder.create()) {
      interruption.thenRun(demo::stop);
      demo.run(folder.path());
    }
  }
}

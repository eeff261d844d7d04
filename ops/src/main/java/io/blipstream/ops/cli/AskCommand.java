package io.blipstream.ops.cli;

import io.blipstream.ops.ask.Answers;
import io.blipstream.ops.ask.Ask;
import io.blipstream.ops.ask.Asker;
import io.blipstream.ops.ask.JsonAnswers;
import io.blipstream.ops.ask.PictureFiles;
import io.blipstream.ops.ask.PlainAnswers;
import io.blipstream.ops.ask.RequestFile;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blipstream ask}. */
@Command(
    name = "ask",
    description = "Answers without Kafka: a file of requests, or one picture and one prompt.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AskCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Option(
      names = "--requests",
      paramLabel = "FILE.jsonl",
      description =
          "One request a line: {\"image\": path, \"prompt\": text, \"max_new_tokens\": n}; see docs/ask.md for the other fields.")
  private Path requests;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "What to ask of IMAGE.")
  private String prompt;

  @Option(
      names = "--max-new-tokens",
      paramLabel = "N",
      description = "Longest answer to --prompt in tokens (default: ${DEFAULT-VALUE}).")
  private int maxNewTokens = DecodingOptions.DEFAULT.maxNewTokens();

  @Option(names = "--json", description = "One JSON object for each answer.")
  private boolean json;

  @Option(
      names = "--images",
      paramLabel = "PROFILE",
      description = "How pictures are prepared: natural (the default) or reference.")
  private String profile;

  @Parameters(arity = "0..1", paramLabel = "IMAGE", description = "The picture for --prompt.")
  private String image;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  AskCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() {
    boolean one = prompt != null && image != null && requests == null;
    boolean many = requests != null && prompt == null && image == null;
    if (!one && !many) {
      throw new ParameterException(
          spec.commandLine(), "either --requests FILE, or --prompt TEXT and an IMAGE");
    }
    Configuration configuration = model.over(ConfigurationReader.read(environment));
    if (profile != null) {
      configuration = configuration.with(Map.of(Keys.IMAGE_PROFILE.name(), profile));
    }
    Optional<Fault> fault = one ? askOne(configuration) : askMany(configuration);
    return fault.map(this::reported).orElse(0);
  }

  private Optional<Fault> askOne(Configuration configuration) {
    Ask ask = new Ask("", image, prompt, options());
    Answers answers =
        json ? new JsonAnswers(console.out()) : new PlainAnswers(console.out(), false);
    PictureFiles pictures = pictures(configuration, List.of(Path.of("")));
    try (Engine engine = engines.open(configuration)) {
      Asker asker = new Asker(engine, pictures, answers);
      asker.ask(ask);
      return asker.finish();
    }
  }

  private Optional<Fault> askMany(Configuration configuration) {
    Answers answers = json ? new JsonAnswers(console.out()) : new PlainAnswers(console.out(), true);
    Path folder = requests.toAbsolutePath().getParent();
    PictureFiles pictures = pictures(configuration, List.of(Path.of(""), folder));
    // The file first: a wrong path is said before seconds are spent on the checkpoint.
    try (RequestFile file = RequestFile.open(requests);
        Engine engine = engines.open(configuration)) {
      Asker asker = new Asker(engine, pictures, answers);
      try {
        for (Optional<Ask> ask = file.next();
            ask.isPresent() && !answers.unread();
            ask = file.next()) {
          asker.ask(ask.get());
        }
      } catch (FatalException e) {
        // What was asked before the bad line is still answered.
        asker.finish();
        throw e;
      }
      return asker.finish();
    }
  }

  private DecodingOptions options() {
    try {
      return new DecodingOptions(maxNewTokens);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--max-new-tokens: " + e.getMessage(), e);
    }
  }

  private int reported(Fault fault) {
    console.err().println("blipstream: " + fault.code() + ": " + fault.message());
    return fault.code().exitCode();
  }

  private static PictureFiles pictures(Configuration configuration, List<Path> folders) {
    return new PictureFiles(folders, configuration.value(Keys.IMAGE_MAX_BYTES));
  }
}

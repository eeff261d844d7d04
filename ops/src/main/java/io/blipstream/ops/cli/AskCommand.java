package io.blipstream.ops.cli;

import io.blipstream.ops.ask.Answers;
import io.blipstream.ops.ask.Ask;
import io.blipstream.ops.ask.Asker;
import io.blipstream.ops.ask.JsonAnswers;
import io.blipstream.ops.ask.PictureFiles;
import io.blipstream.ops.ask.PlainAnswers;
import io.blipstream.ops.ask.RequestFile;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.explain.ExplainFile;
import io.blipstream.ops.explain.Explaining;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Path;
import java.util.HashMap;
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
    description = "Answers without Kafka: a file of requests, or one picture.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AskCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigOption config;

  @Mixin private ModelOption model;

  @Option(
      names = "--requests",
      paramLabel = "FILE.jsonl",
      description =
          "One request a line: {\"image\": path, \"question\": text}; see docs/ask.md for the other fields.")
  private Path requests;

  @Mixin private AskedOptions asked;

  @Option(names = "--json", description = "One JSON object for each answer.")
  private boolean json;

  @Option(
      names = "--images",
      paramLabel = "PROFILE",
      description = "How pictures are prepared: natural (the default) or reference.")
  private String profile;

  @Option(
      names = "--resize",
      paramLabel = "MODE",
      description = "How pictures become square: checkpoint (the default), squash or crop.")
  private String resize;

  @Mixin private ExplainOptions explain;

  @Mixin private DeviceOption device;

  @Parameters(
      arity = "0..1",
      paramLabel = "IMAGE",
      description = "The picture that is asked about.")
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
    boolean one = image != null && requests == null;
    boolean many = requests != null && image == null && !asked.any();
    if (!one && !many) {
      throw new ParameterException(
          spec.commandLine(), "either --requests FILE, or an IMAGE and what is asked of it");
    }
    if ((explain.file().isPresent() && (!one || json)) || explain.compareAlone()) {
      throw new ParameterException(
          spec.commandLine(),
          "--explain goes with an IMAGE and without --json, --compare with --explain");
    }
    Configuration configuration = configuration();
    if (explain.file().isPresent()) {
      return explained(configuration, explain.file().get());
    }
    Optional<Fault> fault = one ? askOne(configuration) : askMany(configuration);
    return fault.map(this::reported).orElse(0);
  }

  private Configuration configuration() {
    Map<String, String> over = new HashMap<>();
    if (profile != null) {
      over.put(Keys.IMAGE_PROFILE.name(), profile);
    }
    if (resize != null) {
      over.put(Keys.IMAGE_RESIZE.name(), resize);
    }
    return device.over(model.over(config.read(environment))).with(over);
  }

  private int explained(Configuration configuration, Path target) {
    ExplainFile file = ExplainFile.at(target);
    List<Ask> asks = asked.of(image);
    PictureFiles.Pictures read = pictures(configuration, List.of(Path.of(""))).read(asks.get(0));
    if (read.fault().isPresent()) {
      return reported(read.fault().get());
    }
    Explaining explaining =
        new Explaining(
            configuration,
            read.buffers().get(0),
            asks.stream().map(Ask::prompt).toList(),
            asks.get(0).options());
    explain
        .models(configuration.value(Keys.MODEL_DIR))
        .forEach(
            folder ->
                explaining
                    .by(folder, file)
                    .explanations()
                    .forEach(each -> console.out().println(each.prompt() + " | " + each.text())));
    file.write();
    console.err().println("blipstream: wrote " + target);
    return 0;
  }

  private Optional<Fault> askOne(Configuration configuration) {
    List<Ask> asks = asked.of(image);
    Answers answers =
        json ? new JsonAnswers(console.out()) : new PlainAnswers(console.out(), asks.size() > 1);
    PictureFiles pictures = pictures(configuration, List.of(Path.of("")));
    try (Engine engine = engines.open(configuration)) {
      Asker asker = new Asker(engine, pictures, answers);
      asks.forEach(asker::ask);
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
      while (!answers.unread() && takeNext(file, asker)) {
        // One line after the other.
      }
      return asker.finish();
    }
  }

  /** False at the end of the file. */
  private static boolean takeNext(RequestFile file, Asker asker) {
    try {
      Optional<Ask> next = file.next();
      next.ifPresent(asker::ask);
      return next.isPresent();
    } catch (FatalException e) {
      if (e.code() != FaultCode.REQUEST_INVALID) {
        // What was asked before the file broke off is still answered.
        asker.finish();
        throw e;
      }
      asker.refuse(file.lineNumber(), e.fault());
      return true;
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

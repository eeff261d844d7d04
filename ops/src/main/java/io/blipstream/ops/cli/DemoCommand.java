package io.blipstream.ops.cli;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.demo.Demo;
import io.blipstream.ops.demo.DemoOptions;
import io.blipstream.ops.demo.Terminal;
import io.blipstream.ops.log.LogOutput;
import io.blipstream.ops.model.EngineOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream demo}. */
@Command(
    name = "demo",
    description = "A whole application in one process, on pictures whose truth is known.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "End after N pictures; without it, Ctrl-C ends the demo.")
  private Integer events;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write the pictures beside their texts, the first 1,000 at most.")
  private Path report;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Other pictures for another seed (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Mixin private ModelOption model;

  @Mixin private SetOption set;

  @Mixin private TellingOption telling;

  @Mixin private DeviceOption device;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Pictures a second at most; without it, as many as are answered.")
  private Double rate;

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  DemoCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Configuration configuration = device.over(model.over(set.read(environment)));
    LogOutput.use(configuration.value(Keys.LOG_FORMAT));
    Terminal terminal = telling.terminal(console);
    Demo demo = new Demo(configuration, options(), engines, terminal, Clock.systemUTC());
    try (Interruption interruption = Interruption.awaited();
        TemporaryFolder folder = TemporaryFolder.create()) {
      interruption.thenRun(demo::stop);
      demo.run(folder.path());
    }
    return 0;
  }

  private DemoOptions options() {
    try {
      return new DemoOptions(
          events == null ? OptionalInt.empty() : OptionalInt.of(events),
          Optional.ofNullable(report),
          seed,
          rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}

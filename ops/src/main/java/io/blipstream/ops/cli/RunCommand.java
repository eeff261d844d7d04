package io.blipstream.ops.cli;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.console.WebConsole;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.log.LogOutput;
import io.blipstream.ops.metrics.Watched;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.pipeline.ServedModels;
import io.blipstream.ops.tell.Teller;
import io.blipstream.ops.trace.Traces;
import io.blipstream.topology.TopologySettings;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code blipstream run}. */
@Command(
    name = "run",
    description = "Joins a cluster and answers image events until it is told to stop.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Mixin private TellingOption telling;

  /** A group that does not come to rest is told of later, and waited for all the same. */
  private static final Duration START_PATIENCE = Duration.ofMinutes(5);

  private final Console console;
  private final Map<String, String> environment;
  private final EngineOpener engines;

  RunCommand(Console console, Map<String, String> environment, EngineOpener engines) {
    this.console = console;
    this.environment = environment;
    this.engines = engines;
  }

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = ModelOption.configuredOrShipped(config.read(environment));
    LogOutput.use(configuration.value(Keys.LOG_FORMAT));
    TopologySettings settings = settings(configuration);
    Clock clock = Clock.systemUTC();
    Teller teller = telling.teller(console, console.err());
    try (Interruption interruption = Interruption.awaited();
        WebConsole pages = new WebConsole(configuration, clock);
        ServedNumbers numbers = ServedNumbers.open(configuration, clock, pages);
        Traces traces = Traces.open(configuration);
        ServedModels models = ServedModels.open(configuration, engines, clock);
        Pipeline pipeline =
            Pipeline.start(
                configuration,
                models.live(),
                models.answerer(),
                settings,
                traces.events(),
                clock)) {
      models.observe(traces.batches());
      Duration grace = configuration.value(Keys.SHUTDOWN_GRACE);
      interruption.thenRun(
          () -> {
            numbers.stopping();
            teller.tell("stopping", Map.of("grace_ms", grace.toMillis()), "");
            pipeline.stop(grace);
          });
      pages.watch(
          configuration, numbers.watch(configuration, Watched.of(pipeline, models)), models.live());
      numbers
          .address()
          .ifPresent(
              at ->
                  teller.tell(
                      "serving",
                      Map.of("address", at),
                      "blipstream: the Wall at " + at + ", metrics at " + at + "metrics"));
      if (pipeline.awaitRunning(START_PATIENCE)) {
        sayRunning(teller, models.live().model().digest());
      }
      pipeline.awaitEnd();
      interruption.endedInOrder();
      teller.tell("ended", "");
    }
    return 0;
  }

  private static void sayRunning(Teller teller, String digest) {
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    teller.tell(
        "running",
        Map.of("seconds", seconds, "model", digest),
        String.format(
            Locale.ROOT,
            "blipstream: running, %.1f s after its start; Ctrl-C or SIGTERM ends it",
            seconds));
  }

  /** Before the checkpoint is loaded: a missing topic is said at once. */
  private static TopologySettings settings(Configuration configuration) {
    PipelineSettings.serdes(configuration);
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      return PipelineSettings.topology(configuration, cluster);
    }
  }
}

package io.blipstream.ops.recipe;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.demo.Terminal;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.ops.pipeline.Application;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.tell.Teller;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A recipe from an empty folder to its summary: broker, registry, enrichment, recipe, pictures. */
public final class RecipeDemo {
  private static final int PARTITIONS = 4;
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final Configuration configuration;
  private final RecipeName name;
  private final int events;
  private final long seed;
  private final EngineOpener engines;
  private final Terminal terminal;
  private final Teller teller;
  private final Clock clock;
  private volatile boolean stopped;

  /**
   * @param events how many pictures to show it on
   */
  public RecipeDemo(
      Configuration configuration,
      RecipeName name,
      int events,
      long seed,
      EngineOpener engines,
      Terminal terminal,
      Clock clock) {
    this.configuration = configuration;
    this.name = name;
    this.events = events;
    this.seed = seed;
    this.engines = engines;
    this.terminal = terminal;
    this.teller =
        terminal.json() ? Teller.toPrograms(terminal.out()) : Teller.toPeople(terminal.out());
    this.clock = clock;
  }

  /** Ends it early; it still sums up. Any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs until all is settled or it is stopped.
   *
   * @param directory for the broker's data; empty, and the caller's to delete
   */
  public void run(Path directory) {
    stage("loading the checkpoint ...");
    try (Engine engine = engines.open(configuration)) {
      stage("starting a broker and a registry ...");
      try (LocalCluster cluster = LocalCluster.start(configuration, PARTITIONS, directory, clock)) {
        run(cluster.configuration(), engine);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same on a cluster that is there, with its topics and templates. */
  void run(Configuration cluster, Engine engine) throws InterruptedException {
    Show show = name.show(cluster, seed);
    Configuration enriching = cluster.with(show.keys());
    try (Pipeline pipeline = Pipeline.start(enriching, engine, partitions(cluster), clock);
        Application recipe = RecipeApplication.start(cluster, show.recipe(), clock)) {
      requireRunning(pipeline.awaitRunning(START_PATIENCE));
      requireRunning(recipe.awaitRunning(START_PATIENCE));
      stage("streaming pictures");
      try (RecipeRun run = new RecipeRun(cluster, show, teller, clock)) {
        run.until(events, () -> stopped || pipeline.failed() || recipe.failed());
      }
      if (!terminal.json()) {
        terminal.out().println();
      }
      List<String> summary = show.summary();
      teller.tell("summary", Map.of("lines", summary), String.join("\n", summary));
    }
  }

  private static int partitions(Configuration configuration) {
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      return cluster.partitions(PipelineSettings.topics(configuration).imageEvents());
    }
  }

  private static void requireRunning(boolean runs) {
    if (!runs) {
      throw new RetriableException(
          FaultCode.BROKER_UNAVAILABLE, "an application did not start in " + START_PATIENCE);
    }
  }

  private void stage(String words) {
    teller.tell("stage", Map.of("words", words), words);
  }
}

package io.blipstream.ops.recipe;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConsoleKeys;
import io.blipstream.ops.demo.DemoPages;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.demo.Terminal;
import io.blipstream.ops.metrics.Watched;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** A recipe from an empty folder to its summary: broker, registry, enrichment, recipe, pictures. */
public final class RecipeDemo {
  private static final int PARTITIONS = 4;

  /** Enough to see what it does, and soon over. */
  private static final int SOME = 200;

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final Configuration configuration;
  private final RecipeName name;
  private final OptionalInt events;
  private final long seed;
  private final EngineOpener engines;
  private final Terminal terminal;
  private final Teller teller;
  private final Clock clock;
  private volatile boolean stopped;

  /**
   * @param events how many pictures to show it on; where nothing says so, the pages stay open after
   *     some, until it is stopped
   */
  public RecipeDemo(
      Configuration configuration,
      RecipeName name,
      OptionalInt events,
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
    Configuration veiled = veiled(configuration);
    try (DemoPages pages = DemoPages.open(veiled, clock);
        Engine engine = engines.open(veiled)) {
      stage("starting a broker and a registry ...");
      try (LocalCluster cluster = LocalCluster.start(veiled, PARTITIONS, directory, clock)) {
        stage(cluster.words());
        run(cluster.configuration(), engine, Optional.of(pages));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a moderation feed brings is not put before anybody's eyes unasked. */
  private Configuration veiled(Configuration plain) {
    return name == RecipeName.MODERATION
        ? plain.unlessSet(ConsoleKeys.BLUR_FEEDS, ModerationShow.FEED)
        : plain;
  }

  /** The same on a cluster that is there, with its topics and templates. */
  void run(Configuration cluster, Engine engine, Optional<DemoPages> pages)
      throws InterruptedException {
    Show show = name.show(cluster, seed);
    Configuration enriching = cluster.with(show.keys());
    try (Pipeline pipeline = Pipeline.start(enriching, engine, partitions(cluster), clock);
        Application recipe = RecipeApplication.start(cluster, show.recipe(), clock)) {
      requireRunning(pipeline.awaitRunning(START_PATIENCE));
      requireRunning(recipe.awaitRunning(START_PATIENCE));
      Optional<String> address =
          pages.flatMap(each -> each.watch(cluster, Watched.of(pipeline, engine), engine));
      address.ifPresent(at -> stage(show.look(at)));
      stage("streaming pictures");
      BooleanSupplier ended = () -> stopped || pipeline.failed() || recipe.failed();
      try (RecipeRun run = new RecipeRun(cluster, show, teller, clock)) {
        run.until(events.orElse(SOME), ended);
        summary(show);
        if (events.isEmpty() && address.isPresent() && !ended.getAsBoolean()) {
          stage("\n" + address.get() + " stays open; Ctrl-C ends it");
          run.follow(ended);
        }
      }
    }
  }

  private void summary(Show show) {
    if (!terminal.json()) {
      terminal.out().println();
    }
    List<String> summary = show.summary();
    teller.tell("summary", Map.of("lines", summary), String.join("\n", summary));
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

package io.blipstream.ops.demo;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** One run of the demo, from an empty folder to the summary. */
public final class Demo {
  private static final int PARTITIONS = 4;
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final Configuration configuration;
  private final DemoOptions options;
  private final EngineOpener engines;
  private final Showing printer;
  private final Clock clock;
  private final SceneObjects objects = SceneObjects.load();
  private final OpenPictures open = new OpenPictures(new Judge(objects));
  private volatile boolean stopped;

  public Demo(
      Configuration configuration,
      DemoOptions options,
      EngineOpener engines,
      Terminal terminal,
      Clock clock) {
    this.configuration = configuration;
    this.options = options;
    this.engines = engines;
    this.printer =
        terminal.json()
            ? new JsonShowing(terminal.out())
            : new Printer(terminal.out(), terminal.interactive(), options);
    this.clock = clock;
  }

  /** Ends the run early; it still sums up. Any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs until all pictures are answered or it is stopped.
   *
   * @param directory for the broker's data; empty, and the caller's to delete
   * @throws io.blipstream.runtime.fault.BlipstreamException where a part does not start, or answers
   *     stay away
   */
  public void run(Path directory) throws InterruptedException {
    Optional<Report> report = options.report().map(Report::to);
    printer.stage("loading the checkpoint ...");
    try (DemoPages pages = DemoPages.open(configuration, open.truths(), clock);
        Engine engine = engines.open(configuration)) {
      printer.stage("starting a broker and a registry ...");
      try (LocalCluster cluster = LocalCluster.start(configuration, PARTITIONS, directory, clock);
          Pipeline pipeline = Pipeline.start(cluster.configuration(), engine, PARTITIONS, clock)) {
        if (!pipeline.awaitRunning(START_PATIENCE)) {
          throw new RetriableException(
              FaultCode.BROKER_UNAVAILABLE, "the pipeline did not start in " + START_PATIENCE);
        }
        pages
            .watch(cluster.configuration(), pipeline, engine)
            .ifPresent(at -> printer.stage(NextSteps.whileItRuns(at)));
        printer.stage(cluster.words());
        printer.stage("streaming pictures");
        Summary summary = stream(cluster.configuration(), engine, pipeline, report);
        printer.summary(summary);
        report.ifPresent(page -> page.finish(summary));
      }
    }
  }

  private Summary stream(
      Configuration local, Engine engine, Pipeline pipeline, Optional<Report> report)
      throws InterruptedException {
    Pictures pictures = new Pictures(objects, options.seed());
    try (DemoClients clients = new DemoClients(local)) {
      Publisher publisher =
          new Publisher(
              pictures,
              clients.producer(),
              PipelineSettings.topics(local).imageEvents(),
              open,
              options,
              clock);
      try (Collector collector = clients.collector(open)) {
        return new Run(publisher, collector, pipeline, engine, options, printer, report)
            .until(() -> stopped);
      }
    }
  }
}

package io.blipstream.ops.demo;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.metrics.Watched;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.pipeline.ServedModels;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.topology.trace.EventTracer;
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
    printer.stage("starting a broker and a registry ...");
    try (DemoPages pages = DemoPages.open(configuration, open.truths(), clock);
        LocalCluster cluster = LocalCluster.start(configuration, PARTITIONS, directory, clock)) {
      Configuration local = cluster.configuration();
      printer.stage("loading the checkpoint ...");
      // As `run` does: what is tried beside the live model there can be tried here.
      try (ServedModels models = ServedModels.open(local, engines, clock);
          Pipeline pipeline = started(local, models)) {
        pages
            .watch(local, Watched.of(pipeline, models), models.live())
            .ifPresent(at -> printer.stage(NextSteps.whileItRuns(at)));
        printer.stage(cluster.words());
        printer.stage("streaming pictures");
        Summary summary = stream(local, models.live(), pipeline, report);
        printer.summary(summary);
        report.ifPresent(page -> page.finish(summary));
      }
    }
  }

  private Pipeline started(Configuration local, ServedModels models) throws InterruptedException {
    Pipeline pipeline =
        Pipeline.start(
            local,
            models.live(),
            models.answerer(),
            PipelineSettings.topology(local, PARTITIONS),
            EventTracer.NONE,
            clock);
    if (!pipeline.awaitRunning(START_PATIENCE)) {
      pipeline.close();
      throw new RetriableException(
          FaultCode.BROKER_UNAVAILABLE, "the pipeline did not start in " + START_PATIENCE);
    }
    return pipeline;
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

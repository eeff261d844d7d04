package io.blipstream.ops.console;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConsoleKeys;
import io.blipstream.ops.console.action.Actions;
import io.blipstream.ops.console.action.Audit;
import io.blipstream.ops.console.attention.AttentionRoutes;
import io.blipstream.ops.console.cluster.PictureRoutes;
import io.blipstream.ops.console.cluster.TopicTail;
import io.blipstream.ops.console.cluster.WhenAsked;
import io.blipstream.ops.console.letters.LetterRoutes;
import io.blipstream.ops.console.numbers.NumberRoutes;
import io.blipstream.ops.console.page.Page;
import io.blipstream.ops.console.review.ReviewRoutes;
import io.blipstream.ops.console.stream.EventStreams;
import io.blipstream.ops.console.templates.TemplateRoutes;
import io.blipstream.ops.console.trial.TrialRoutes;
import io.blipstream.ops.console.wall.Truths;
import io.blipstream.ops.console.wall.Wall;
import io.blipstream.ops.http.Routes;
import io.blipstream.ops.metrics.PipelineSnapshot;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.schemas.Result;
import io.blipstream.topology.Topics;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All pages of one process. Nothing is read from the cluster before somebody looks, and whoever
 * looks slowly costs the pipeline nothing. Any thread.
 */
public final class WebConsole implements Routes, AutoCloseable {
  private final EventStreams streams = new EventStreams();
  private final PictureRoutes pictures = new PictureRoutes();
  private final WhenAsked<TopicTail<Result>> results;
  private final Wall wall;
  private final ReviewRoutes review;
  private final LetterRoutes letters;
  private final TemplateRoutes templates;
  private final AttentionRoutes attention;
  private final TrialRoutes trial;
  private final NumberRoutes numbers = new NumberRoutes(streams);

  /** For pictures of which nobody knows the truth. */
  public WebConsole(Configuration configuration, Clock clock) {
    this(configuration, Truths.UNKNOWN, clock);
  }

  /**
   * @throws io.blipstream.runtime.fault.FatalException where what is done could not be noted
   */
  public WebConsole(Configuration configuration, Truths truths, Clock clock) {
    Actions actions = new Actions(Audit.open(configuration, clock));
    results = new WhenAsked<>(this::tail);
    wall = new Wall(ConsoleKeys.blurred(configuration), truths, streams, results::get);
    review =
        new ReviewRoutes(
            configuration.value(ConsoleKeys.REVIEW_CONFIDENCE), actions, clock, results::get);
    letters = new LetterRoutes(actions, clock);
    templates = new TemplateRoutes(actions, clock);
    attention = new AttentionRoutes(configuration, actions);
    trial = new TrialRoutes(configuration);
  }

  /**
   * From now on there is a cluster to read from.
   *
   * @param snapshots the process's numbers, at any moment
   * @param engine the live model's, to try templates with; stays the caller's
   */
  public void watch(Configuration cluster, Supplier<PipelineSnapshot> snapshots, Engine engine) {
    results.watch(cluster);
    pictures.watch(cluster);
    review.watch(cluster);
    letters.watch(cluster);
    templates.watch(cluster, engine);
    numbers.watch(snapshots);
    attention.watch(cluster);
    trial.watch(cluster);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    Stream.of(Page.all(), pictures, wall, review, letters, templates, numbers, attention, trial)
        .forEach(part -> part.addTo(api));
  }

  private TopicTail<Result> tail(Configuration cluster) {
    Topics topics = PipelineSettings.topics(cluster);
    return TopicTail.start(
        cluster,
        List.of(topics.captions(), topics.answers(), topics.questions()),
        Result.class,
        this::take);
  }

  /** Of the thread that reads results. */
  private void take(Result result) {
    wall.take(result);
    review.take(result);
  }

  @Override
  public void close() {
    streams.close();
    results.close();
    pictures.close();
    review.close();
    letters.close();
    templates.close();
    attention.close();
    trial.close();
  }
}

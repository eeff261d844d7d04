package io.blipstream.ops.console;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConsoleKeys;
import io.blipstream.ops.console.cluster.PictureRoutes;
import io.blipstream.ops.console.cluster.ResultReader;
import io.blipstream.ops.console.cluster.WhenAsked;
import io.blipstream.ops.console.page.Page;
import io.blipstream.ops.console.stream.EventStreams;
import io.blipstream.ops.console.wall.Truths;
import io.blipstream.ops.console.wall.Wall;
import io.blipstream.ops.http.Routes;
import io.javalin.router.JavalinDefaultRoutingApi;

/**
 * All pages of one process. Nothing is read from the cluster before somebody looks, and whoever
 * looks slowly costs the pipeline nothing. Any thread.
 */
public final class WebConsole implements Routes, AutoCloseable {
  private final EventStreams streams = new EventStreams();
  private final PictureRoutes pictures = new PictureRoutes();
  private final WhenAsked<ResultReader> results;
  private final Wall wall;

  /** For pictures of which nobody knows the truth. */
  public WebConsole(Configuration configuration) {
    this(configuration, Truths.UNKNOWN);
  }

  public WebConsole(Configuration configuration, Truths truths) {
    results = new WhenAsked<>(cluster -> ResultReader.start(cluster, this::take));
    wall = new Wall(configuration.value(ConsoleKeys.BLUR_FEEDS), truths, streams, results::get);
  }

  /** From now on there is a cluster to read from. */
  public void watch(Configuration cluster) {
    results.watch(cluster);
    pictures.watch(cluster);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    Page.all().addTo(api);
    pictures.addTo(api);
    wall.addTo(api);
  }

  private void take(io.blipstream.schemas.Result result) {
    wall.take(result);
  }

  @Override
  public void close() {
    streams.close();
    results.close();
    pictures.close();
  }
}

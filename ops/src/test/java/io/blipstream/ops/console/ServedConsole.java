package io.blipstream.ops.console;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.metrics.Watched;
import io.blipstream.ops.pipeline.BuiltIns;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The console over a pipeline that has worked: three pictures with texts, one event that failed and
 * one record that is none, all of a stranger who means ill. The broker is a real one, the network a
 * fake.
 */
final class ServedConsole implements AutoCloseable {
  private final LocalCluster cluster;
  private final Path notes;
  private final Configuration served;
  private final Pipeline pipeline;
  private final WebConsole pages;
  private final ServedNumbers server;

  private ServedConsole(LocalCluster cluster, Path folder, String hostile) {
    this.cluster = cluster;
    Clock clock = Clock.systemUTC();
    FakeEngine engine = new FakeEngine(Duration.ofMillis(5));
    notes = folder.resolve("audit.jsonl");
    served =
        cluster
            .configuration()
            .with(
                Map.of(
                    "http.port",
                    "0",
                    "console.blur.feeds",
                    "posts",
                    "console.review.confidence",
                    "0.9",
                    "shadow.model",
                    folder.toString(),
                    "console.audit.file",
                    notes.toString()));
    BuiltIns.publish(served, List.of(template(hostile)));
    pages = new WebConsole(served, clock);
    server = ServedNumbers.open(served, clock, pages);
    pipeline = Pipeline.start(cluster.configuration(), engine, 2, clock);
    pages.watch(
        cluster.configuration(),
        server.watch(cluster.configuration(), Watched.of(pipeline, engine)),
        engine);
  }

  /**
   * @param hostile stands wherever a stranger can write
   */
  static ServedConsole start(Path folder, String hostile) throws Exception {
    LocalCluster cluster =
        LocalCluster.start(
            Configuration.of(Map.of()), 2, folder.resolve("cluster"), Clock.systemUTC());
    try {
      ServedConsole console = new ServedConsole(cluster, folder, hostile);
      console.publish(hostile);
      return console;
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  private static Template template(String hostile) {
    return Template.newBuilder()
        .setId("hostile")
        .setVersion(1)
        .setTask(Task.CAPTION)
        .setText("say " + hostile)
        .setDescription(hostile)
        .setPublishedAt(Instant.EPOCH)
        .build();
  }

  private void publish(String hostile) throws Exception {
    try (TestClients clients = new TestClients(cluster.configuration())) {
      clients.publish(event("mug-1", "GIF89a a mug", caption("c"), answer("a", "what is it?")));
      clients.publish(of("posts", event("post-1", "GIF89a a post", caption("c"))));
      clients.publish(of(hostile, event("<b>" + hostile, hostile, caption("c"))));
      clients.publish(hostile, new byte[] {1, 2, 3}, Map.of("trace" + hostile, hostile));
      clients.publish(event("mug-2", "poison", caption("c")));
      clients.await(4, 2);
    }
  }

  private static ImageEvent of(String feed, ImageEvent event) {
    return ImageEvent.newBuilder(event).setFeed(feed).build();
  }

  Configuration configuration() {
    return served;
  }

  String address() {
    return server.address().orElseThrow();
  }

  /** What people did, line by line. */
  Path notes() {
    return notes;
  }

  @Override
  public void close() {
    pipeline.close();
    server.close();
    pages.close();
    cluster.close();
  }
}

package io.blipstream.ops.bench.kill;

import io.blipstream.ops.bench.topics.OutcomeReader;
import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.pipeline.BuiltIns;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.topology.TopologySettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Topics and an application id of their own on a shared cluster, with events and what came of them.
 */
final class Stage implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  final Outcomes outcomes;
  private final Configuration configuration;
  private final int partitions;
  private final Path folder;
  private final OutcomeReader reader;

  Stage(
      LocalCluster cluster,
      String name,
      int partitions,
      int events,
      Path folder,
      Map<String, String> pairs) {
    this.partitions = partitions;
    this.folder = folder.resolve(name);
    Map<String, String> all = new HashMap<>(pairs);
    all.put("topics.prefix", name + ".");
    all.put("application.id", name);
    configuration = cluster.configuration().with(all);
    TopologySettings settings = settings();
    try (Cluster admin = Cluster.of(configuration.kafka())) {
      admin.create(settings.topics().toCreate(settings, (short) 1));
    }
    BuiltIns.publish(configuration, Clock.systemUTC());
    // Some keys are for Kafka Streams alone.
    Configuration ofClients =
        cluster.configuration().with(Map.of("topics.prefix", all.get("topics.prefix")));
    new PublishedEvents().publish(ofClients, events);
    outcomes = new Outcomes(events);
    reader = new OutcomeReader(ofClients, outcomes);
  }

  TopologySettings settings() {
    return PipelineSettings.topology(configuration, partitions);
  }

  Configuration configuration() {
    return configuration;
  }

  /** One more instance of the application. */
  Pipeline instance(String name, Engine engine) {
    return Pipeline.start(
        configuration.with(Map.of("kafka.state.dir", folder.resolve(name).toString())),
        engine,
        partitions,
        Clock.systemUTC());
  }

  /** Reads until so many events have an outcome; fails after two minutes. */
  void await(int wanted) {
    long start = System.nanoTime();
    while (outcomes.distinct() < wanted) {
      reader.read(Duration.ofMillis(100));
      if (System.nanoTime() - start > Duration.ofSeconds(PATIENCE_SECONDS).toNanos()) {
        throw new AssertionError(
            "after two minutes " + outcomes.distinct() + " of " + wanted + " outcomes");
      }
    }
  }

  /** What is doubled may come late. */
  void readOn() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < Duration.ofSeconds(2).toNanos()) {
      reader.read(Duration.ofMillis(100));
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}

package io.blipstream.ops.demo;

import io.blipstream.ops.broker.EmbeddedBroker;
import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.BuiltIns;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.registry.EmbeddedRegistry;
import io.blipstream.topology.TopologySettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** A broker, a registry, the topics and the templates, all within this process. */
public final class LocalCluster implements AutoCloseable {
  private static final short ONE_REPLICA = 1;

  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;
  private final Configuration configuration;

  private LocalCluster(
      EmbeddedBroker broker, EmbeddedRegistry registry, Configuration configuration) {
    this.broker = broker;
    this.registry = registry;
    this.configuration = configuration;
  }

  /**
   * Starts all of it; returns when the templates are published.
   *
   * @param directory for the broker's data and Kafka Streams' state
   */
  public static LocalCluster start(
      Configuration configuration, int partitions, Path directory, Clock clock) {
    EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
    EmbeddedRegistry registry = registryBeside(broker);
    LocalCluster cluster =
        new LocalCluster(
            broker,
            registry,
            configuration.with(
                Map.of(
                    "kafka.bootstrap.servers", broker.bootstrapServers(),
                    "kafka.state.dir", directory.resolve("streams").toString(),
                    "schema.registry.url", registry.url())));
    try {
      prepare(cluster.configuration, partitions, ONE_REPLICA, clock);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private static EmbeddedRegistry registryBeside(EmbeddedBroker broker) {
    try {
      return EmbeddedRegistry.start();
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** What a client of this cluster is configured with. */
  public Configuration configuration() {
    return configuration;
  }

  /** Where it is, for who wants to read and write there too. */
  public String words() {
    return "broker "
        + broker.bootstrapServers()
        + ", registry "
        + registry.url()
        + "  (docs/examples.md reads and writes there)";
  }

  /** Takes the broker away for a moment; its address and what it holds stay. */
  public void restartBroker() {
    broker.restart();
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }

  /** Makes the topics of a cluster and publishes the templates. */
  public static void prepare(
      Configuration configuration, int partitions, short replicas, Clock clock) {
    TopologySettings settings = PipelineSettings.topology(configuration, partitions);
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      cluster.create(settings.topics().toCreate(settings, replicas));
    }
    BuiltIns.publish(configuration, clock);
  }
}

package io.blipstream.ops.pipeline;

import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.topology.BlipstreamStreams;
import io.blipstream.topology.BlipstreamTopology;
import io.blipstream.topology.TopologySettings;
import io.blipstream.topology.counts.TopologyStats;
import io.blipstream.topology.shadow.Answerer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/** The running topology. Any thread. */
public final class Pipeline implements AutoCloseable {
  private final Application application;
  private final BlipstreamTopology topology;

  private Pipeline(Application application, BlipstreamTopology topology) {
    this.application = application;
    this.topology = topology;
  }

  /**
   * Starts it; returns at once.
   *
   * @param engine stays the caller's, who closes it after this
   * @param partitions of the image events
   * @throws FatalException where the configuration or its guarantees cannot be
   */
  public static Pipeline start(
      Configuration configuration, Engine engine, int partitions, Clock clock) {
    return start(
        configuration, engine, PipelineSettings.topology(configuration, partitions), clock);
  }

  /** The same with settings that know the cluster's topics. */
  public static Pipeline start(
      Configuration configuration, Engine engine, TopologySettings settings, Clock clock) {
    return start(configuration, engine, Answerer.of(engine), settings, clock);
  }

  /**
   * The same with models on trial.
   *
   * @param answerer who is asked, where it is not the engine alone
   */
  public static Pipeline start(
      Configuration configuration,
      Engine engine,
      Answerer answerer,
      TopologySettings settings,
      Clock clock) {
    BlipstreamTopology topology =
        new BlipstreamTopology(
            settings, PipelineSettings.serdes(configuration), engine, answerer, clock);
    Application application =
        Application.start(
            configuration,
            () -> BlipstreamStreams.create(topology, PipelineSettings.streams(configuration)));
    return new Pipeline(application, topology);
  }

  /** Waits until records are being processed; false where that does not come to pass in time. */
  public boolean awaitRunning(Duration atMost) throws InterruptedException {
    return application.awaitRunning(atMost);
  }

  /**
   * Waits until it ends, because it was closed or because it failed.
   *
   * @throws FatalException where it failed
   */
  public void awaitEnd() throws InterruptedException {
    application.awaitEnd();
  }

  /** What became of events and templates. */
  public TopologyStats stats() {
    return topology.stats();
  }

  /** Offsets of the image events that were committed last, by partition of this process. */
  public Map<Integer, Long> committed() {
    Map<Integer, Long> committed = new HashMap<>();
    for (ThreadMetadata thread : streams().metadataForLocalThreads()) {
      for (TaskMetadata task : thread.activeTasks()) {
        task.committedOffsets()
            .forEach((partition, offset) -> committed.put(partition.partition(), offset));
      }
    }
    return committed;
  }

  /** Kafka Streams itself, to be watched; whoever watches changes nothing. */
  public KafkaStreams streams() {
    return application.streams();
  }

  /** Whether it gave up. */
  public boolean failed() {
    return application.failed();
  }

  @Override
  public void close() {
    application.close();
  }
}

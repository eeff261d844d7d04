package io.blipstream.ops.pipeline;

import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.topology.BlipstreamStreams;
import io.blipstream.topology.BlipstreamTopology;
import io.blipstream.topology.TopologySettings;
import io.blipstream.topology.counts.TopologyStats;
import io.blipstream.topology.retry.Clocks;
import io.blipstream.topology.shadow.Answerer;
import io.blipstream.topology.trace.EventTracer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/** The running topology. Any thread. */
public final class Pipeline implements AutoCloseable {
  /**
   * Of the time for an orderly end, what is kept for closing: the last commit, leaving the group.
   */
  private static final Duration CLOSE_RESERVE = Duration.ofSeconds(8);

  /** Longer than a stream thread sleeps between two looks at what the engine completed. */
  private static final Duration DRAIN_GLANCE = Duration.ofMillis(200);

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
    return start(configuration, engine, Answerer.of(engine), settings, EventTracer.NONE, clock);
  }

  /**
   * The same with models on trial, and traces.
   *
   * @param answerer who is asked, where it is not the engine alone
   * @param tracer follows each event
   */
  public static Pipeline start(
      Configuration configuration,
      Engine engine,
      Answerer answerer,
      TopologySettings settings,
      EventTracer tracer,
      Clock clock) {
    BlipstreamTopology topology =
        new BlipstreamTopology(
            settings,
            PipelineSettings.serdes(configuration),
            engine,
            answerer,
            tracer,
            Clocks.of(clock));
    Application application =
        Application.start(
            configuration,
            faults ->
                BlipstreamStreams.create(
                    topology, PipelineSettings.streams(configuration), faults));
    return new Pipeline(application, topology);
  }

  /** Waits until records are being processed; false where that does not come to pass in time. */
  public boolean awaitRunning(Duration atMost) throws InterruptedException {
    return application.awaitRunning(atMost);
  }

  /**
   * Waits until it ends, because it was closed or because it failed.
   *
   * @throws io.blipstream.runtime.fault.BlipstreamException where it failed
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

  /**
   * Ends in order: nothing more goes to the engine, so that no partition is read on; what is there
   * is waited for and forwarded. What is not done by then is left for whoever reads next. Returns
   * when it is closed, or the time is over.
   *
   * @param grace for all of it
   */
  public void stop(Duration grace) {
    long until = System.nanoTime() + grace.toNanos();
    topology.inFlight().close();
    try {
      drain(until - Math.min(grace.toNanos() / 2, CLOSE_RESERVE.toNanos()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    application.close(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
  }

  /** Until nothing is at the engine, and what came back was forwarded. */
  private void drain(long until) throws InterruptedException {
    long settled = -1;
    while (!failed() && System.nanoTime() < until) {
      long now = stats().settled();
      if (topology.inFlight().events() == 0 && now == settled) {
        return;
      }
      settled = now;
      Thread.sleep(DRAIN_GLANCE.toMillis());
    }
  }

  @Override
  public void close() {
    application.close();
  }
}

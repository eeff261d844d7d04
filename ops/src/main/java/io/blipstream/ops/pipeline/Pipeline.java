package io.blipstream.ops.pipeline;

import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.BlipstreamStreams;
import io.blipstream.topology.BlipstreamTopology;
import io.blipstream.topology.TopologySettings;
import io.blipstream.topology.counts.TopologyStats;
import io.blipstream.topology.shadow.Answerer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.StreamsException;

/** The running topology. Any thread. */
public final class Pipeline implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

  /**
   * Of the time for an orderly end, what is kept for closing: the last commit, leaving the group.
   */
  private static final Duration CLOSE_RESERVE = Duration.ofSeconds(8);

  /** Longer than a stream thread sleeps between two looks at what the engine completed. */
  private static final Duration DRAIN_GLANCE = Duration.ofMillis(200);

  private final KafkaStreams streams;
  private final BlipstreamTopology topology;
  private final GroupMembershipOperation groupMembershipOperation;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean failed;

  private Pipeline(
      KafkaStreams streams, BlipstreamTopology topology, GroupMembershipOperation operation) {
    this.streams = streams;
    this.topology = topology;
    this.groupMembershipOperation = operation;
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
    KafkaStreams streams;
    try {
      streams = BlipstreamStreams.create(topology, PipelineSettings.streams(configuration));
    } catch (ConfigException e) {
      throw new FatalException(FaultCode.CONFIGURATION_INVALID, e.getMessage(), e);
    } catch (StreamsException e) {
      // Before it is started, all that it can stumble over is its folder.
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID,
          "kafka.state.dir cannot be used, each process needs one of its own: " + e.getMessage(),
          e);
    }
    Pipeline pipeline = new Pipeline(streams, topology, closing(configuration));
    streams.setStateListener((state, before) -> pipeline.changed(state));
    streams.start();
    return pipeline;
  }

  /** Waits until records are being processed; false where that does not come to pass in time. */
  public boolean awaitRunning(Duration atMost) throws InterruptedException {
    return running.await(atMost.toMillis(), TimeUnit.MILLISECONDS) && !failed;
  }

  /**
   * Waits until it ends, because it was closed or because it failed.
   *
   * @throws FatalException where it failed
   */
  public void awaitEnd() throws InterruptedException {
    ended.await();
    if (failed) {
      throw new FatalException(
          FaultCode.INTERNAL, "the stream threads gave up; the log above says why");
    }
  }

  /** What became of events and templates. */
  public TopologyStats stats() {
    return topology.stats();
  }

  /** Offsets of the image events that were committed last, by partition of this process. */
  public Map<Integer, Long> committed() {
    Map<Integer, Long> committed = new HashMap<>();
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      for (TaskMetadata task : thread.activeTasks()) {
        task.committedOffsets()
            .forEach((partition, offset) -> committed.put(partition.partition(), offset));
      }
    }
    return committed;
  }

  /** Kafka Streams itself, to be watched; whoever watches changes nothing. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Whether it gave up. */
  public boolean failed() {
    return failed;
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
    Duration left = Duration.ofNanos(Math.max(1, until - System.nanoTime()));
    streams.close(
        CloseOptions.timeout(left).withGroupMembershipOperation(groupMembershipOperation));
  }

  /** Until nothing is at the engine, and what came back was forwarded. */
  private void drain(long until) throws InterruptedException {
    long settled = -1;
    while (!failed && System.nanoTime() < until) {
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
    streams.close(
        CloseOptions.timeout(CLOSE_PATIENCE)
            .withGroupMembershipOperation(groupMembershipOperation));
  }

  /**
   * Whoever has a name of its own in the group comes back soon, and its partitions wait for it. All
   * others leave: by Kafka Streams' default the rest would wait for their session to time out.
   */
  private static GroupMembershipOperation closing(Configuration configuration) {
    return configuration.kafka().containsKey(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG)
        ? GroupMembershipOperation.REMAIN_IN_GROUP
        : GroupMembershipOperation.LEAVE_GROUP;
  }

  /** On a thread of Kafka Streams. */
  private void changed(State state) {
    if (state == State.ERROR) {
      failed = true;
    }
    if (state == State.RUNNING || state == State.ERROR || state == State.NOT_RUNNING) {
      running.countDown();
    }
    if (state == State.ERROR || state == State.NOT_RUNNING) {
      ended.countDown();
    }
  }
}

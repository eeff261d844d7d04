package io.blipstream.ops.pipeline;

import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.topology.UncaughtFaults;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsException;

/** A running application of Kafka Streams, whatever its topology. Any thread. */
public final class Application implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final GroupMembershipOperation membership;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<BlipstreamException> fault;
  private volatile boolean failed;

  private Application(
      KafkaStreams streams,
      GroupMembershipOperation membership,
      AtomicReference<BlipstreamException> fault) {
    this.streams = streams;
    this.membership = membership;
    this.fault = fault;
  }

  /**
   * Starts it; returns at once.
   *
   * @param made makes it; called here, since that is where a configuration turns out to be wrong.
   *     Is given whom to tell what its threads fail for
   * @throws BlipstreamException where it cannot begin
   */
  public static Application start(
      Configuration configuration, Function<Consumer<BlipstreamException>, KafkaStreams> made) {
    AtomicReference<BlipstreamException> fault = new AtomicReference<>();
    KafkaStreams streams;
    try {
      streams = made.apply(told -> fault.accumulateAndGet(told, Application::worse));
    } catch (ConfigException e) {
      throw new FatalException(FaultCode.CONFIGURATION_INVALID, e.getMessage(), e);
    } catch (StreamsException e) {
      // Before it is started, all that it can stumble over is its folder.
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID,
          "kafka.state.dir cannot be used, each process needs one of its own: " + e.getMessage(),
          e);
    }
    Application application = new Application(streams, membership(configuration), fault);
    streams.setStateListener((state, before) -> application.changed(state));
    try {
      streams.start();
    } catch (StreamsException e) {
      // What the templates' thread fails for while it reads them for the first time ends up here.
      application.close();
      throw UncaughtFaults.in(e).<RuntimeException>map(Application::again).orElse(e);
    }
    return application;
  }

  /** The first that is for ever, since what follows comes of it; else the last. */
  private static BlipstreamException worse(BlipstreamException before, BlipstreamException now) {
    return before instanceof FatalException ? before : now;
  }

  /** The same for another thread, with that thread's trace. */
  private static BlipstreamException again(BlipstreamException why) {
    return why instanceof FatalException
        ? new FatalException(why.code(), why.getMessage(), why)
        : new RetriableException(why.code(), why.getMessage(), why);
  }

  /** Waits until records are being processed; false where that does not come to pass in time. */
  public boolean awaitRunning(Duration atMost) throws InterruptedException {
    return running.await(atMost.toMillis(), TimeUnit.MILLISECONDS) && !failed;
  }

  /**
   * Waits until it ends, because it was closed or because it failed.
   *
   * @throws BlipstreamException where it failed, with the code of what it failed for
   */
  public void awaitEnd() throws InterruptedException {
    ended.await();
    if (failed && fault.get() != null) {
      throw again(fault.get());
    }
    if (failed) {
      throw new FatalException(
          FaultCode.INTERNAL, "the stream threads gave up; the log above says why");
    }
  }

  /** Kafka Streams itself, to be watched; whoever watches changes nothing. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Whether it gave up. */
  public boolean failed() {
    return failed;
  }

  @Override
  public void close() {
    close(CLOSE_PATIENCE);
  }

  /** Returns when it is closed, or the time is over. */
  void close(Duration atMost) {
    streams.close(CloseOptions.timeout(atMost).withGroupMembershipOperation(membership));
  }

  /**
   * Whoever has a name of its own in the group comes back soon, and its partitions wait for it. All
   * others leave: by Kafka Streams' default the rest would wait for their session to time out.
   */
  private static GroupMembershipOperation membership(Configuration configuration) {
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

package io.blipstream.ops.metrics;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.runtime.fault.BlipstreamException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster from time to time where the partitions end, and so learns whether it answers at
 * all. On a thread of its own: an answer that stays away must hold up nobody.
 *
 * <p>Rejected: the lag that the consumers count. One that is paused, because the engine has enough,
 * does not hear of new records, and would say that nothing comes just when most does.
 */
public final class BrokerProbe implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BrokerProbe.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final String topic;
  private final Supplier<Collection<Integer>> partitions;
  private final Clock clock;
  private final Thread thread = new Thread(this::ask, "broker-probe");

  /** Written by the thread. */
  private volatile Answer last;

  /** Since when there is no answer, by {@link System#nanoTime()}. The thread's own. */
  private Optional<Long> away = Optional.empty();

  private BrokerProbe(
      Cluster cluster, String topic, Supplier<Collection<Integer>> partitions, Clock clock) {
    this.cluster = requireNonNull(cluster, "cluster");
    this.topic = requireNonNull(topic, "topic");
    this.partitions = requireNonNull(partitions, "partitions");
    this.clock = requireNonNull(clock, "clock");
    this.last = new Answer(clock.instant(), Optional.of("not asked yet"), Map.of());
  }

  /**
   * What came of asking.
   *
   * @param at when
   * @param fault why there was no answer; empty where there was one
   * @param ends of the partitions that were asked for, by number; the last known where there was no
   *     answer
   */
  public record Answer(Instant at, Optional<String> fault, Map<Integer, Long> ends) {
    public Answer {
      requireNonNull(at, "at");
      requireNonNull(fault, "fault");
      ends = Map.copyOf(ends);
    }
  }

  /**
   * From now on.
   *
   * @param cluster with a short patience; the probe's from now on, closed with it
   * @param partitions of interest; may change
   */
  public static BrokerProbe start(
      Cluster cluster, String topic, Supplier<Collection<Integer>> partitions, Clock clock) {
    BrokerProbe probe = new BrokerProbe(cluster, topic, partitions, clock);
    probe.thread.setDaemon(true);
    probe.thread.start();
    return probe;
  }

  /** What came of asking last. Any thread. */
  public Answer last() {
    return last;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cluster.close();
  }

  private void ask() {
    while (!Thread.currentThread().isInterrupted()) {
      Answer now = answer();
      tell(now);
      last = now;
      try {
        Thread.sleep(INTERVAL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // that is how it ends
      }
    }
  }

  /** Once when it goes and once when it is back: Kafka's clients would say so every second. */
  private void tell(Answer now) {
    if (now.fault().isPresent() && away.isEmpty()) {
      away = Optional.of(System.nanoTime());
      if (!Thread.currentThread().isInterrupted()) {
        log.warn("the broker does not answer; nothing is lost: {}", now.fault().get());
      }
    } else if (now.fault().isEmpty() && away.isPresent()) {
      log.warn(
          "the broker answers again, after {} s",
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - away.get()));
      away = Optional.empty();
    }
  }

  private Answer answer() {
    Collection<Integer> wanted = partitions.get();
    try {
      if (wanted.isEmpty()) {
        cluster.requireAnswer();
      }
      Map<Integer, Long> ends = wanted.isEmpty() ? Map.of() : cluster.ends(topic, wanted);
      return new Answer(clock.instant(), Optional.empty(), ends);
    } catch (BlipstreamException e) {
      return new Answer(clock.instant(), Optional.of(e.getMessage()), last.ends());
    }
  }
}

package io.blipstream.ops.bench.kill;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.topics.OutcomeReader;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Kills processes at random moments over a stream of events, on a broker of its own, and reads what
 * was committed.
 */
public final class KillBench {
  /** Without a single outcome for so long, nothing more is expected to come. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** After the last outcome: what is doubled may come late. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(3);

  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final double NANOS = 1e9;

  private final KillPlan plan;
  private final Outcomes outcomes;
  private final Random random;
  private final Moments kills;
  private final Moments restarts;
  private final List<Double> recoveries = new ArrayList<>();
  private int ended;

  private KillBench(KillPlan plan) {
    this.plan = plan;
    this.outcomes = new Outcomes(plan.events());
    this.random = new Random(plan.seed());
    this.kills = new Moments(plan.kills(), plan.events(), random);
    this.restarts = new Moments(plan.brokerRestarts(), plan.events(), random);
  }

  /** What a run found, beside what became of the events. */
  public record Report(Outcomes outcomes, Findings findings) {}

  /**
   * Runs it; takes a few seconds for each kill.
   *
   * @param folder for the broker's data, the processes' state and their logs
   */
  public static Report run(KillPlan plan, Path folder) throws InterruptedException {
    try (LocalCluster cluster =
        LocalCluster.start(
            Configuration.of(Map.of()), plan.partitions(), folder, Clock.systemUTC())) {
      KillBench bench = new KillBench(plan);
      new PublishedEvents().publish(cluster.configuration(), plan.events());
      long start = System.nanoTime();
      try (OutcomeReader reader = new OutcomeReader(cluster.configuration(), bench.outcomes)) {
        try (Instances instances = new Instances(plan, cluster.configuration(), folder)) {
          bench.disturb(cluster, reader, instances);
          bench.readOn(reader, AFTERWARDS);
        }
        // What an orderly end commits counts as well.
        bench.readOn(reader, AFTERWARDS);
      }
      return bench.report((System.nanoTime() - start) / NANOS);
    }
  }

  private void disturb(LocalCluster cluster, OutcomeReader reader, Instances instances)
      throws InterruptedException {
    long lastOutcome = System.nanoTime();
    while (!outcomes.complete() && System.nanoTime() - lastOutcome < PATIENCE.toNanos()) {
      if (reader.read(GLANCE)) {
        lastOutcome = System.nanoTime();
      }
      while (kills.due(outcomes.distinct())) {
        instances.kill(random.nextInt(plan.instances()));
        recoveries.add(awaitNext(reader));
        lastOutcome = System.nanoTime();
      }
      if (restarts.due(outcomes.distinct())) {
        cluster.restartBroker();
      }
      ended += instances.revive();
    }
  }

  /** Seconds from a kill to the next outcome that is not one of before it on its way to us. */
  private double awaitNext(OutcomeReader reader) {
    long start = System.nanoTime();
    readOn(reader, GLANCE.multipliedBy(4));
    while (!outcomes.complete() && !reader.read(GLANCE)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        break;
      }
    }
    return (System.nanoTime() - start) / NANOS;
  }

  private void readOn(OutcomeReader reader, Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      reader.read(GLANCE);
    }
  }

  private Report report(double seconds) {
    List<Double> sorted = recoveries.stream().sorted().toList();
    Findings findings =
        new Findings("kill")
            .with("kills", kills.passed())
            .with("events", plan.events())
            .with("partitions", plan.partitions())
            .with("instances", plan.instances())
            .with("broker_restarts", restarts.passed())
            .with("lost", outcomes.lost())
            .with("doubled", outcomes.doubled())
            .with("out_of_order", outcomes.outOfOrder())
            .with("mixed", outcomes.mixed())
            .with("results", outcomes.results())
            .with("dead_letters", outcomes.letters())
            .with("ended_by_themselves", ended)
            .with("seconds", seconds);
    if (!sorted.isEmpty()) {
      findings
          .with("recovery_p50_seconds", sorted.get(sorted.size() / 2))
          .with("recovery_max_seconds", sorted.get(sorted.size() - 1));
    }
    return new Report(outcomes, findings);
  }
}

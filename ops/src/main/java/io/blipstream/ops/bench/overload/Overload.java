package io.blipstream.ops.bench.overload;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.kill.EventProducer;
import io.blipstream.ops.bench.outages.AppSetting;
import io.blipstream.ops.bench.outages.Brokers;
import io.blipstream.ops.bench.outages.Operator;
import io.blipstream.ops.bench.outages.Supervised;
import io.blipstream.ops.bench.topics.OutcomeReader;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.registry.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** One run: what the device can do, then the load, then the rest. Of one thread. */
final class Overload implements AutoCloseable {
  /**
   * Of the device: some fifty a second, so that ten times that, and what reads and writes it, leave
   * two cores room. What is slow on a busy machine then is not the machine.
   */
  private static final int PROMPT_MILLIS = 20;

  private static final int NOMINAL_RATE = 1_000 / PROMPT_MILLIS;
  private static final short ONE_REPLICA = 1;

  /** Until the first answer, and without a single outcome after the load. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** After the last outcome: what is doubled may come late. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  private static final Duration GLANCE = Duration.ofMillis(20);
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
  private static final int LOOKS = 40;
  private static final double NANOS = 1e9;

  private final OverloadPlan plan;
  private final Brokers brokers;
  private final EmbeddedRegistry registry;
  private final Supervised application;
  private final Operator operator;
  private final LoadOutcomes outcomes = new LoadOutcomes(System::nanoTime);
  private final Load load;
  private final EventProducer producer;
  private final OutcomeReader reader;

  private Overload(
      OverloadPlan plan,
      Brokers brokers,
      EmbeddedRegistry registry,
      Configuration cluster,
      AppSetting setting) {
    this.plan = plan;
    this.brokers = brokers;
    this.registry = registry;
    this.application = new Supervised(plan.command(), setting.environment(), setting.device());
    this.operator = new Operator(setting.address());
    this.producer = EventProducer.open(cluster);
    this.load = new Load(plan, producer, outcomes, Clock.systemUTC());
    this.reader = new OutcomeReader(cluster, outcomes);
  }

  /** Starts all that is needed but the application. */
  static Overload prepare(OverloadPlan plan, Path folder) throws IOException, InterruptedException {
    Brokers brokers = Brokers.start(1, folder);
    EmbeddedRegistry registry = EmbeddedRegistry.start();
    Configuration cluster =
        Configuration.of(
            Map.of(
                "kafka.bootstrap.servers", brokers.bootstrapServers(),
                "schema.registry.url", registry.url()));
    LocalCluster.prepare(cluster, Feed.PARTITIONS, ONE_REPLICA, Clock.systemUTC());
    AppSetting setting = AppSetting.of(cluster, folder, PROMPT_MILLIS, plan.configuration());
    return new Overload(plan, brokers, registry, cluster, setting);
  }

  Findings run() throws IOException, InterruptedException {
    application.start();
    double capacity = capacity();
    Duration pause = Duration.ofSeconds(plan.seconds()).dividedBy(LOOKS);
    Watch watch =
        Watch.start(
            application.pid(), operator, pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause);
    int answeredBefore = outcomes.ok();
    long start = System.nanoTime();
    load.begin(capacity);
    while (seconds(start) < plan.seconds()) {
      step();
    }
    double seconds = seconds(start);
    load.end();
    double answers = (outcomes.ok() - answeredBefore) / seconds;
    double sent = load.events() / seconds;
    watch.end();
    double drained = drain();
    int code = finish();
    Verdict verdict =
        new Verdict(
            outcomes,
            application.exits(),
            sent / capacity,
            plan.factor(),
            outcomes.account(Feed.LIVE).inTime(plan.deadlineSeconds(Feed.LIVE)),
            answers / capacity,
            watch.memory());
    return OverloadReport.of(plan, verdict, capacity, watch.reasons())
        .with("drain_seconds", drained)
        .with("ended_with", code);
  }

  /**
   * Answers a second, of a device that has more to do until the end. From the first sending to the
   * last answer: what is read comes by commits, so that a part of it would tell of these.
   */
  private double capacity() throws IOException, InterruptedException {
    // Until the Java code is less slow than at first.
    awaitAll(NOMINAL_RATE / 2);
    int before = outcomes.ok();
    long start = System.nanoTime();
    awaitAll(NOMINAL_RATE * plan.measuredSeconds());
    return (outcomes.ok() - before) / seconds(start);
  }

  /** Sends so many and waits until all have an outcome. */
  private void awaitAll(int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      load.send(Feed.CAPACITY);
    }
    long start = System.nanoTime();
    while (!outcomes.complete()) {
      if (seconds(start) > PATIENCE.toSeconds() + plan.measuredSeconds()) {
        throw new IllegalStateException(
            outcomes.lost() + " events have no outcome before the load");
      }
      step();
    }
  }

  /** Until all that was sent has an outcome, or nothing comes any more. */
  private double drain() throws IOException, InterruptedException {
    long start = System.nanoTime();
    long last = start;
    while (!outcomes.complete() && seconds(last) < PATIENCE.toSeconds()) {
      last = step() ? System.nanoTime() : last;
    }
    return seconds(start);
  }

  private int finish() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (seconds(start) < AFTERWARDS.toSeconds()) {
      step();
    }
    int code = application.end();
    while (reader.read(Duration.ofSeconds(1))) {
      // What an orderly end commits counts as well.
    }
    return code;
  }

  /** Returns whether there was an outcome. */
  private boolean step() throws IOException, InterruptedException {
    load.sendDue();
    boolean any = reader.read(GLANCE);
    application.look();
    return any;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / NANOS;
  }

  @Override
  public void close() {
    producer.close();
    application.close();
    reader.close();
    registry.close();
    brokers.close();
  }
}

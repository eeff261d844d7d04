package io.blipstream.ops.bench.outages;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.kill.EventProducer;
import io.blipstream.ops.bench.kill.Outcomes;
import io.blipstream.ops.bench.kill.PublishedEvents;
import io.blipstream.ops.bench.topics.OutcomeReader;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.registry.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One outage over a steady stream of events, and what became of them. Of one thread. */
final class Trial implements AutoCloseable {
  private static final int PARTITIONS = 2;

  /** Of the device: some hundred events a second. */
  private static final int PROMPT_MILLIS = 2;

  private static final int BEFORE_SECONDS = 3;
  private static final int AFTER_SECONDS = 4;

  /** Without a single outcome for so long, nothing more is expected to come. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** After the last outcome: what is doubled may come late. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(3);

  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final long LOOK_NANOS = 500_000_000L;
  private static final double NANOS = 1e9;

  private final Outage outage;
  private final OutagesPlan plan;
  private final Site site;
  private final Operator operator;
  private final PublishedEvents events = new PublishedEvents();
  private final Outcomes outcomes;
  private final EventProducer producer;
  private final OutcomeReader reader;
  private final Map<String, Object> findings = new LinkedHashMap<>();

  private boolean flows;

  /** When they began to flow. */
  private long begun;

  private int sent;
  private long looked;
  private boolean any;

  private Trial(Outage outage, OutagesPlan plan, Site site, Configuration cluster, String address) {
    this.outage = outage;
    this.plan = plan;
    this.site = site;
    this.operator = new Operator(address);
    this.outcomes = new Outcomes(plan.rate() * (BEFORE_SECONDS + plan.seconds() + AFTER_SECONDS));
    this.producer = EventProducer.open(cluster);
    this.reader = new OutcomeReader(cluster, outcomes);
  }

  /** Starts all that is needed but the application. */
  static Trial prepare(Outage outage, OutagesPlan plan, Path folder)
      throws IOException, InterruptedException {
    Brokers brokers = Brokers.start(outage.brokers(), folder);
    EmbeddedRegistry registry = EmbeddedRegistry.start();
    Configuration cluster =
        Configuration.of(
            Map.of(
                "kafka.bootstrap.servers", brokers.bootstrapServers(),
                "schema.registry.url", registry.url()));
    LocalCluster.prepare(cluster, PARTITIONS, (short) brokers.size(), Clock.systemUTC());
    AppSetting setting = AppSetting.of(cluster, folder, PROMPT_MILLIS, plan.configuration());
    Supervised application =
        new Supervised(plan.command(), setting.environment(), setting.device());
    return new Trial(
        outage, plan, new Site(brokers, registry, application), cluster, setting.address());
  }

  Outcomes outcomes() {
    return outcomes;
  }

  Map<String, Object> findings() {
    return findings;
  }

  void run() throws IOException, InterruptedException {
    // One, so that its schema is known before the registry may go.
    producer.send(events.event(sent++));
    if (!outage.atStart()) {
      site.application().start();
      while (!any) {
        step();
      }
      flow();
      steps(Duration.ofSeconds(BEFORE_SECONDS));
    }
    site.application().log().clear();
    operator.clear();
    int before = outcomes.distinct();
    outage.begin(site);
    if (outage.atStart()) {
      site.application().start();
      flow();
    }
    steps(Duration.ofSeconds(plan.seconds()));
    findings.put("outage", outage.name());
    findings.put("outcomes_meanwhile", outcomes.distinct() - before);
    outage.end(site);
    recover();
    tell();
  }

  /** From now on there are events, many a second. */
  private void flow() {
    begun = System.nanoTime();
    flows = true;
  }

  private void recover() throws IOException, InterruptedException {
    long back = System.nanoTime();
    any = false;
    long last = back;
    double flowed = -1;
    while (!outcomes.complete() && System.nanoTime() - last < PATIENCE.toNanos()) {
      any = false;
      step();
      if (any) {
        last = System.nanoTime();
        flowed = flowed < 0 ? (last - back) / NANOS : flowed;
      }
    }
    findings.put("flows_again_seconds", Findings.rounded(flowed));
    findings.put("all_seconds", Findings.rounded((System.nanoTime() - back) / NANOS));
    steps(AFTERWARDS);
  }

  private void tell() throws InterruptedException {
    findings.put("events", sent);
    findings.put("exit_codes", List.copyOf(site.application().exits()));
    findings.put("reasons", operator.reasons());
    findings.put("metrics", operator.metrics());
    findings.put("log_lines", site.application().log().lines());
    findings.put("log", site.application().log().kinds());
    findings.put("ended_with", site.application().end());
    while (reader.read(Duration.ofSeconds(1))) {
      // What an orderly end commits counts as well.
    }
    findings.put("lost", outcomes.lost());
    findings.put("doubled", outcomes.doubled());
    findings.put("out_of_order", outcomes.outOfOrder());
    findings.put("mixed", outcomes.mixed());
  }

  private void steps(Duration time) throws IOException, InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      step();
    }
  }

  private void step() throws IOException, InterruptedException {
    long due = flows ? (System.nanoTime() - begun) * plan.rate() / 1_000_000_000L : 0;
    while (sent < due && sent < outcomes.events()) {
      producer.send(events.event(sent++));
    }
    any = reader.read(GLANCE) || any;
    site.application().look();
    if (System.nanoTime() - looked > LOOK_NANOS) {
      looked = System.nanoTime();
      operator.look();
    }
  }

  @Override
  public void close() {
    producer.close();
    site.application().close();
    reader.close();
    site.registry().close();
    site.brokers().close();
  }
}

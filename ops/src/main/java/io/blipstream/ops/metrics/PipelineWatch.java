package io.blipstream.ops.metrics;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.topology.counts.PartitionStats;
import io.blipstream.topology.counts.TopologyStats;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Takes the numbers of a running process. Any thread may ask; nothing is asked of the cluster or
 * the engine meanwhile, so that it never blocks.
 */
public final class PipelineWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long SAMPLE_MILLIS = 1_000;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Watched watched;
  private final BrokerProbe broker;
  private final Clock clock;
  private final long begun = System.nanoTime();
  private final CardsMemory cards;
  private final BatchCounts batches = new BatchCounts();
  private final Thread sampler = new Thread(this::sample, "rate-sampler");

  /** Guarded by itself. */
  private final RateWindow window = new RateWindow();

  private PipelineWatch(Watched watched, BrokerProbe broker, CardsMemory cards, Clock clock) {
    this.watched = requireNonNull(watched, "watched");
    this.broker = requireNonNull(broker, "broker");
    this.cards = requireNonNull(cards, "cards");
    this.clock = requireNonNull(clock, "clock");
  }

  /** From now on; asks the cluster on a thread of its own. */
  public static PipelineWatch start(Configuration configuration, Watched watched, Clock clock) {
    BrokerProbe broker =
        BrokerProbe.start(
            Cluster.of(configuration.kafka(), PATIENCE),
            PipelineSettings.topics(configuration).imageEvents(),
            () -> watched.pipeline().stats().partitions().keySet(),
            clock);
    PipelineWatch watch = new PipelineWatch(watched, broker, CardsMemory.of(configuration), clock);
    watched.engine().observe(watch.batches);
    watch.sampler.setDaemon(true);
    watch.sampler.start();
    return watch;
  }

  /** Everything, now. */
  public PipelineSnapshot now() {
    TopologyStats topology = watched.pipeline().stats();
    EngineStats engine = watched.engine().stats();
    Instant at = clock.instant();
    Map<Integer, Long> committed = watched.pipeline().committed();
    List<PartitionLag> lags = lags(topology.partitions(), committed, broker.last().ends(), at);
    long behind = lags.stream().mapToLong(PartitionLag::records).sum();
    long nanos = System.nanoTime();
    Rates rates;
    synchronized (window) {
      rates = window.rates(nanos, topology, engine, processorNanos(), behind);
    }
    return new PipelineSnapshot(
        at,
        Duration.ofNanos(nanos - begun),
        watched.pipeline().streams().state().name(),
        broker.last().fault().isEmpty(),
        watched.engine().model(),
        engine,
        batches.read(),
        watched.engine().silence(),
        topology,
        lags,
        rates,
        memory(),
        watched.shadow().get(),
        watched.fetching().get(),
        watched.canaryFallbacks().get());
  }

  /** What the cluster said last. */
  public BrokerProbe.Answer broker() {
    return broker.last();
  }

  @Override
  public void close() {
    sampler.interrupt();
    broker.close();
  }

  /**
   * Where the probe has not asked yet, or somewhat earlier, what is open is behind at least. Where
   * nothing is open, what was committed counts too: that passes the marks of transactions, which
   * are no records to anybody.
   *
   * @param committed offsets, by number
   * @param ends of partitions, by number
   */
  static List<PartitionLag> lags(
      Map<Integer, PartitionStats> partitions,
      Map<Integer, Long> committed,
      Map<Integer, Long> ends,
      Instant now) {
    return partitions.entrySet().stream()
        .map(
            each -> {
              PartitionStats stats = each.getValue();
              long next =
                  stats.open() > 0
                      ? stats.next()
                      : Math.max(stats.next(), committed.getOrDefault(each.getKey(), 0L));
              long end = ends.getOrDefault(each.getKey(), next);
              return new PartitionLag(
                  each.getKey(),
                  Math.max(end - next, stats.open()),
                  stats.oldest().map(oldest -> seconds(oldest, now)).orElse(0.0),
                  stats.open());
            })
        .sorted(Comparator.comparingInt(PartitionLag::partition))
        .toList();
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / 1e3);
  }

  private List<DeviceMemory> memory() {
    return Stream.of(MainMemory.read(), cards.read()).flatMap(List::stream).toList();
  }

  /** The whole process's; what processes of its own decode pictures for it is not in it. */
  private static long processorNanos() {
    return PROCESS.getProcessCpuTime();
  }

  private void sample() {
    try {
      while (true) {
        TopologyStats topology = watched.pipeline().stats();
        EngineStats engine = watched.engine().stats();
        synchronized (window) {
          window.add(System.nanoTime(), topology, engine, processorNanos());
        }
        cards.read(); // for the most of it
        Thread.sleep(SAMPLE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // that is how it ends
    }
  }
}

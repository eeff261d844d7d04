package io.blipstream.ops.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What {@code /metrics} says, in Prometheus' text format: the JVM's and the process's numbers from
 * the start, ours and Kafka Streams' own once there is a pipeline. Any thread.
 */
public final class Metrics implements AutoCloseable {
  /** Of what {@link #scrape} returns. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private KafkaStreamsMetrics kafka;

  public Metrics() {
    List.of(
            new ClassLoaderMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics(),
            collector)
        .forEach(each -> each.bindTo(registry));
  }

  /** From now on a pipeline's numbers too; once. */
  public synchronized void add(Supplier<PipelineSnapshot> snapshots, KafkaStreams streams) {
    registry.getPrometheusRegistry().register(new SnapshotCollector(snapshots));
    kafka = new KafkaStreamsMetrics(streams);
    kafka.bindTo(registry);
  }

  /** Everything, now. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public synchronized void close() {
    collector.close();
    if (kafka != null) {
      kafka.close();
    }
    registry.close();
  }
}

package io.blipstream.ops.metrics;

import static java.util.Objects.requireNonNull;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * All figures of one snapshot, taken once for each scrape: so they belong together, and a partition
 * that has gone elsewhere is not told of any more.
 *
 * <p>Rejected: a Micrometer meter for each. Its registry keeps every label that it ever saw, and
 * has no histogram of counts that somebody else keeps.
 */
final class SnapshotCollector implements MultiCollector {
  private final Supplier<PipelineSnapshot> snapshots;

  SnapshotCollector(Supplier<PipelineSnapshot> snapshots) {
    this.snapshots = requireNonNull(snapshots, "snapshots");
  }

  @Override
  public MetricSnapshots collect() {
    PipelineSnapshot shot = snapshots.get();
    return MetricSnapshots.of(
        Figures.all().stream()
            .map(figure -> snapshot(figure, shot))
            .toArray(MetricSnapshot[]::new));
  }

  private static MetricSnapshot snapshot(Figure figure, PipelineSnapshot shot) {
    List<Figure.Point> points = figure.read().apply(shot).toList();
    return switch (figure.kind()) {
      case COUNTER -> counter(figure, points);
      case GAUGE -> gauge(figure, points);
      case HISTOGRAM -> histogram(figure, points);
    };
  }

  private static MetricSnapshot counter(Figure figure, List<Figure.Point> points) {
    CounterSnapshot.Builder builder =
        CounterSnapshot.builder().name(base(figure)).help(figure.meaning());
    for (Figure.Point point : points) {
      builder.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(labels(figure, point))
              .value(((Figure.Value) point).value())
              .build());
    }
    return builder.build();
  }

  private static MetricSnapshot gauge(Figure figure, List<Figure.Point> points) {
    GaugeSnapshot.Builder builder =
        GaugeSnapshot.builder().name(base(figure)).help(figure.meaning());
    for (Figure.Point point : points) {
      builder.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(labels(figure, point))
              .value(((Figure.Value) point).value())
              .build());
    }
    return builder.build();
  }

  private static MetricSnapshot histogram(Figure figure, List<Figure.Point> points) {
    HistogramSnapshot.Builder builder =
        HistogramSnapshot.builder().name(base(figure)).help(figure.meaning());
    for (Figure.Point point : points) {
      Histogram histogram = ((Figure.Spread) point).histogram();
      List<Double> bounds = new ArrayList<>(histogram.bounds());
      bounds.add(Double.POSITIVE_INFINITY);
      builder.dataPoint(
          HistogramDataPointSnapshot.builder()
              .labels(labels(figure, point))
              .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, histogram.counts()))
              .sum(histogram.sum())
              .build());
    }
    return builder.build();
  }

  /** The exposition itself appends what a counter ends with. */
  private static String base(Figure figure) {
    return figure.prometheusName().replaceAll("_total$", "");
  }

  private static Labels labels(Figure figure, Figure.Point point) {
    List<String> names = figure.labels().stream().map(name -> name.replace('.', '_')).toList();
    return Labels.of(names, point.labels());
  }
}

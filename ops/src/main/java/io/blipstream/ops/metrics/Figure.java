package io.blipstream.ops.metrics;

import static java.util.Objects.requireNonNull;

import io.blipstream.topology.counts.Durations;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One metric, and where in the snapshot it stands.
 *
 * @param name dotted, as OpenTelemetry writes it; Prometheus' name follows from it
 * @param unit {@code seconds}, {@code bytes} or empty
 * @param meaning one sentence
 * @param labels what it is told apart by; bounded, nothing that a sender names
 */
record Figure(
    String name,
    Kind kind,
    String unit,
    String meaning,
    List<String> labels,
    Function<PipelineSnapshot, Stream<Point>> read) {
  Figure {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(unit, "unit");
    requireNonNull(meaning, "meaning");
    requireNonNull(read, "read");
    labels = List.copyOf(labels);
  }

  enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** A value under its labels' values. */
  sealed interface Point {
    List<String> labels();
  }

  record Value(double value, List<String> labels) implements Point {}

  record Spread(Histogram histogram, List<String> labels) implements Point {}

  static Point number(Number value, Object... labels) {
    return new Value(value.doubleValue(), texts(labels));
  }

  static Point spread(Durations durations, Object... labels) {
    return spread(Histogram.of(durations), labels);
  }

  static Point spread(Histogram histogram, Object... labels) {
    return new Spread(histogram, texts(labels));
  }

  /** One point for each entry, under the lower-case name of its key. */
  static Stream<Point> byName(Map<? extends Enum<?>, ? extends Number> counts) {
    return counts.entrySet().stream().map(each -> number(each.getValue(), each.getKey()));
  }

  /** As they stand in the exposition: the name, its unit, and what a counter ends with. */
  String prometheusName() {
    String base = name.replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
    return kind == Kind.COUNTER ? base + "_total" : base;
  }

  private static List<String> texts(Object... labels) {
    return Arrays.stream(labels)
        .map(
            label ->
                label instanceof Enum<?> constant
                    ? constant.name().toLowerCase(java.util.Locale.ROOT)
                    : label.toString())
        .toList();
  }
}

package io.blipstream.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.docs.GeneratedDocument;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsTableTest {
  @Test
  void documentationHoldsEveryMetric() {
    String rows = Figures.all().stream().map(MetricsTableTest::row).collect(Collectors.joining());
    new GeneratedDocument("metrics.md")
        .assertHolds(
            """
            # Metrics

            `GET /metrics` answers in Prometheus' text format. All metrics of the table are read from one record,
            `PipelineSnapshot`, taken anew for each scrape; `run` and `demo` serve it ([health.md](health.md)). Names are OpenTelemetry's where
            it has one (`messaging.*`, `gen_ai.*`). Counters count since the process started. No label has a value that a sender
            chooses: subjects, feeds and event ids are in none.

            | metric | kind | labels | meaning |
            |---|---|---|---|
            %s
            Beside them stand the JVM's and the process's (`jvm_*`, `process_*`, `system_*`) and Kafka Streams' own with its
            clients' (`kafka_stream_*`, `kafka_consumer_*`, `kafka_producer_*`, `kafka_admin_*`).

            Each process tells of its own partitions: `sum(blipstream_lag_records)` is the application's, `max(blipstream_drain_seconds)`
            what it takes to catch up. `blipstream_partition_lag_seconds` goes by the records' timestamps, so that old events that are
            sent anew count as old. A partition between two owners is told of by none.
            """
                .formatted(rows));
  }

  @Test
  void noTwoMetrics_shareAName() {
    assertThat(Figures.all()).extracting(Figure::prometheusName).doesNotHaveDuplicates();
  }

  private static String row(Figure figure) {
    String labels =
        figure.labels().stream()
            .map(label -> "`" + label.replace('.', '_') + "`")
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            figure.prometheusName(),
            figure.kind().name().toLowerCase(Locale.ROOT),
            labels,
            figure.meaning());
  }
}

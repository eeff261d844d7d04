package io.blipstream.ops.metrics;

import static io.blipstream.ops.metrics.Figure.number;

import io.blipstream.ops.metrics.Figure.Kind;
import io.blipstream.ops.metrics.Figure.Point;
import io.blipstream.topology.fetch.FetchStats;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The metrics of pictures by address; none where none are fetched. */
final class FetchFigures {
  private FetchFigures() {}

  static List<Figure> all() {
    return List.of(
        figure(
            "blipstream.fetch.pictures",
            Kind.COUNTER,
            "",
            "Pictures that were fetched.",
            stats -> Stream.of(number(stats.fetched()))),
        figure(
            "blipstream.fetch.received",
            Kind.COUNTER,
            "bytes",
            "Bytes of them.",
            stats -> Stream.of(number(stats.bytes()))),
        figure(
            "blipstream.fetch.busy",
            Kind.COUNTER,
            "seconds",
            "Time that they took, added up; without the time they waited for a thread.",
            stats -> Stream.of(number(stats.nanos() / 1e9))),
        new Figure(
            "blipstream.fetch.failures",
            Kind.COUNTER,
            "",
            "Attempts that failed, by fault.",
            List.of("fault"),
            shot ->
                shot.fetching().stream()
                    .flatMap(stats -> stats.failed().entrySet().stream())
                    .map(each -> number(each.getValue(), each.getKey().code()))),
        figure(
            "blipstream.fetch.running",
            Kind.GAUGE,
            "",
            "Pictures that are being fetched.",
            stats -> Stream.of(number(stats.running()))),
        figure(
            "blipstream.fetch.waiting",
            Kind.GAUGE,
            "",
            "Pictures that wait for a thread, or for room at their host.",
            stats -> Stream.of(number(stats.waiting()))));
  }

  private static Figure figure(
      String name,
      Kind kind,
      String unit,
      String meaning,
      Function<FetchStats, Stream<Point>> read) {
    return new Figure(
        name, kind, unit, meaning, List.of(), shot -> shot.fetching().stream().flatMap(read));
  }
}

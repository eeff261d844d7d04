package io.blipstream.ops.metrics;

import static io.blipstream.ops.metrics.Figure.number;

import io.blipstream.ops.metrics.Figure.Kind;
import io.blipstream.topology.shadow.ShadowStats;
import java.util.List;
import java.util.stream.Stream;

/** The metrics of the process itself and of the models that it serves. */
final class ProcessFigures {
  private ProcessFigures() {}

  static List<Figure> all() {
    return List.of(
        new Figure(
            "blipstream.model.info",
            Kind.GAUGE,
            "",
            "1, under the model that answers now.",
            List.of("model.id", "model.digest", "model.family"),
            shot ->
                Stream.of(
                    number(1, shot.model().id(), shot.model().digest(), shot.model().family()))),
        new Figure(
            "blipstream.streams.state",
            Kind.GAUGE,
            "",
            "1, under the state of Kafka Streams.",
            List.of("state"),
            shot -> Stream.of(number(1, shot.state().toLowerCase(java.util.Locale.ROOT)))),
        new Figure(
            "blipstream.broker.answers",
            Kind.GAUGE,
            "",
            "1 where the broker answered when it was asked last, else 0; it is asked every 2"
                + " seconds.",
            List.of(),
            shot -> Stream.of(number(shot.brokerAnswers() ? 1 : 0))),
        new Figure(
            "blipstream.up",
            Kind.GAUGE,
            "seconds",
            "Since the process began to serve.",
            List.of(),
            shot -> Stream.of(number(shot.up().toMillis() / 1e3))),
        new Figure(
            "blipstream.shadow.events",
            Kind.COUNTER,
            "",
            "Events of the shadow's share, by what became of them; none without a shadow.",
            List.of("outcome"),
            shot -> shot.shadow().stream().flatMap(ProcessFigures::shadowEvents)),
        new Figure(
            "blipstream.shadow.comparisons",
            Kind.COUNTER,
            "",
            "Instructions that were compared with what the live model said.",
            List.of("text"),
            shot -> shot.shadow().stream().flatMap(ProcessFigures::comparisons)),
        new Figure(
            "blipstream.canary.fallbacks",
            Kind.COUNTER,
            "",
            "Events that the live model answered in the canary's place; none without a canary.",
            List.of(),
            shot -> shot.canaryFallbacks().stream().mapToObj(n -> number(n))));
  }

  private static Stream<Figure.Point> shadowEvents(ShadowStats stats) {
    return Stream.of(
        number(stats.chosen(), "chosen"),
        number(stats.dropped(), "dropped"),
        number(stats.failed(), "failed"));
  }

  private static Stream<Figure.Point> comparisons(ShadowStats stats) {
    return Stream.of(
        number(stats.sameText(), "same"), number(stats.compared() - stats.sameText(), "other"));
  }
}

package io.blipstream.ops.metrics;

import static io.blipstream.ops.metrics.Figure.number;
import static io.blipstream.ops.metrics.Figure.spread;

import io.blipstream.ops.metrics.Figure.Kind;
import io.blipstream.ops.metrics.Figure.Point;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.counts.PromptStage;
import io.blipstream.topology.counts.TopologyStats;
import io.blipstream.topology.routing.Destination;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The metrics of events: what came, what became of it, and how far behind it is. */
final class TopologyFigures {
  private static final String SYSTEM = "messaging.system";
  private static final String DESTINATION = "messaging.destination.name";
  private static final String FAULT = "fault";

  private TopologyFigures() {}

  static List<Figure> all() {
    return Stream.of(events(), inFlight(), lags()).flatMap(List::stream).toList();
  }

  private static List<Figure> events() {
    return List.of(
        counter(
            "messaging.client.consumed.messages",
            "Image events read from their topic.",
            List.of(SYSTEM, DESTINATION),
            stats -> Stream.of(number(stats.arrived(), "kafka", "image-events"))),
        counter(
            "messaging.client.sent.messages",
            "Results and dead letters forwarded to their topics, prefixes left aside; those of a"
                + " transaction that was given up count again.",
            List.of(SYSTEM, DESTINATION),
            TopologyFigures::sent),
        new Figure(
            "messaging.process.duration",
            Kind.HISTOGRAM,
            "seconds",
            "From the arrival of an image event to the forwarding of all that became of it.",
            List.of(SYSTEM, DESTINATION),
            shot -> Stream.of(spread(shot.topology().processing(), "kafka", "image-events"))),
        counter(
            "blipstream.events.settled",
            "Image events that all was forwarded of.",
            List.of(),
            stats -> Stream.of(number(stats.settled()))),
        counter(
            "blipstream.results",
            "Results, by task and status.",
            List.of("task", "status"),
            stats ->
                stats.results().entrySet().stream()
                    .map(
                        each ->
                            number(each.getValue(), each.getKey().task(), each.getKey().status()))),
        counter(
            "blipstream.dead.letters",
            "Dead letters, by fault.",
            List.of(FAULT),
            stats -> byCode(stats.deadLetters())),
        counter(
            "blipstream.tombstones",
            "Results that were withdrawn, for subjects to be forgotten.",
            List.of(),
            stats -> Stream.of(number(stats.tombstones()))),
        counter(
            "blipstream.retries",
            "Requests to the engine that failed and are made again, by fault.",
            List.of(FAULT),
            stats -> byCode(stats.retries())),
        counter(
            "blipstream.tasks.given.up",
            "Partitions that were given up and read again, by fault.",
            List.of(FAULT),
            stats -> byCode(stats.givenUp())),
        counter(
            "blipstream.template.records",
            "Records of the template topic, by what became of them.",
            List.of("outcome"),
            TopologyFigures::templates),
        new Figure(
            "blipstream.prompt.stage.duration",
            Kind.HISTOGRAM,
            "seconds",
            "Where the time of an answer went, as its result's timings say it; a batch's time is not"
                + " divided among its members.",
            List.of("stage"),
            shot ->
                shot.topology().prompts().entrySet().stream()
                    .filter(each -> each.getKey() != PromptStage.TOTAL)
                    .map(each -> spread(each.getValue(), each.getKey()))),
        new Figure(
            "gen_ai.server.request.duration",
            Kind.HISTOGRAM,
            "seconds",
            "From a prompt's submission to its answer.",
            List.of("gen_ai.operation.name", "gen_ai.request.model"),
            shot ->
                Stream.ofNullable(shot.topology().prompts().get(PromptStage.TOTAL))
                    .map(total -> spread(total, "generate_content", shot.model().id()))));
  }

  private static List<Figure> inFlight() {
    return List.of(
        gauge(
            "blipstream.in.flight.events",
            "",
            "Events at the engine now.",
            shot -> shot.topology().inFlight().events()),
        gauge(
            "blipstream.in.flight.events.limit",
            "",
            "Events that may be there, `in.flight.max.events`.",
            shot -> shot.topology().inFlight().maxEvents()),
        gauge(
            "blipstream.in.flight",
            "bytes",
            "Bytes of the events at the engine, records and pictures.",
            shot -> shot.topology().inFlight().bytes()),
        gauge(
            "blipstream.in.flight.limit",
            "bytes",
            "Bytes that may be there, `in.flight.max.bytes`.",
            shot -> shot.topology().inFlight().maxBytes()));
  }

  private static List<Figure> lags() {
    return List.of(
        new Figure(
            "blipstream.partition.lag.records",
            Kind.GAUGE,
            "",
            "Records from the first that is not forwarded to the partition's end.",
            List.of("partition"),
            shot ->
                shot.lags().stream().map(each -> number(each.records(), "" + each.partition()))),
        new Figure(
            "blipstream.partition.lag",
            Kind.GAUGE,
            "seconds",
            "Age of the oldest record that was read and is not forwarded; 0 without one.",
            List.of("partition"),
            shot ->
                shot.lags().stream().map(each -> number(each.seconds(), "" + each.partition()))),
        new Figure(
            "blipstream.partition.open",
            Kind.GAUGE,
            "",
            "Records that were read and are not forwarded.",
            List.of("partition"),
            shot -> shot.lags().stream().map(each -> number(each.open(), "" + each.partition()))),
        gauge(
            "blipstream.lag.records",
            "",
            "Records that this process's partitions are behind, together.",
            PipelineSnapshot::lagRecords),
        gauge(
            "blipstream.lag",
            "seconds",
            "Age of the oldest open record of all partitions.",
            PipelineSnapshot::lagSeconds),
        gauge(
            "blipstream.drain",
            "seconds",
            "Until all that is behind is done at the rate of the last half minute; a day at most, and"
                + " where nothing moves.",
            shot -> shot.rates().drainSeconds()),
        gauge(
            "blipstream.events.per.second",
            "",
            "Events settled, over the last half minute.",
            shot -> shot.rates().events()));
  }

  private static Stream<Point> sent(TopologyStats stats) {
    Map<Destination, Long> counts = new EnumMap<>(Destination.class);
    stats.results().forEach((said, n) -> counts.merge(Destination.of(said.task()), n, Long::sum));
    counts.put(Destination.DEAD_LETTERS, stats.deadLetterCount());
    return counts.entrySet().stream()
        .map(each -> number(each.getValue(), "kafka", each.getKey().node()));
  }

  private static Stream<Point> byCode(Map<FaultCode, Long> counts) {
    return counts.entrySet().stream().map(each -> number(each.getValue(), each.getKey().code()));
  }

  private static Stream<Point> templates(TopologyStats stats) {
    return Stream.of(
        number(stats.templates().accepted(), "accepted"),
        number(stats.templates().unreadable(), "unreadable"),
        number(stats.templates().invalid(), "invalid"),
        number(stats.templates().contradicting(), "contradicting"));
  }

  private static Figure counter(
      String name,
      String meaning,
      List<String> labels,
      Function<TopologyStats, Stream<Point>> read) {
    return new Figure(name, Kind.COUNTER, "", meaning, labels, shot -> read.apply(shot.topology()));
  }

  private static Figure gauge(
      String name, String unit, String meaning, Function<PipelineSnapshot, Number> read) {
    return new Figure(
        name,
        Kind.GAUGE,
        unit,
        meaning,
        List.of(),
        shot -> Stream.of(number(read.apply(shot).doubleValue())));
  }
}

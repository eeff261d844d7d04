package io.blipstream.ops.metrics;

import static io.blipstream.ops.metrics.Figure.number;

import io.blipstream.ops.metrics.Figure.Kind;
import io.blipstream.ops.metrics.Figure.Point;
import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.Stage;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The metrics of the engine: batches, queue, kept pictures, time of the device. */
final class EngineFigures {
  private EngineFigures() {}

  static List<Figure> all() {
    return Stream.of(stages(), batches(), kept(), device()).flatMap(List::stream).toList();
  }

  private static List<Figure> stages() {
    List<String> stage = List.of("stage");
    return List.of(
        counter(
            "blipstream.engine.batches",
            "",
            "Batches through a stage; of `speaking`, steps of the language model.",
            stage,
            stats ->
                stats.stages().entrySet().stream()
                    .map(each -> number(each.getValue().batches(), each.getKey()))),
        counter(
            "blipstream.engine.items",
            "",
            "What was in them: requests (`decode`), pictures (`vision`), prompts (`qformer`,"
                + " `reading`), rows (`speaking`).",
            stage,
            stats ->
                stats.stages().entrySet().stream()
                    .map(each -> number(each.getValue().items(), each.getKey()))),
        counter(
            "blipstream.engine.stage",
            "seconds",
            "Time that a stage computed, added up over its batches.",
            stage,
            stats ->
                stats.stages().entrySet().stream()
                    .map(each -> number(each.getValue().nanos() / 1e9, each.getKey()))),
        counter(
            "blipstream.engine.images", "Pictures through the image encoder.", EngineStats::images),
        counter("blipstream.engine.answers", "Prompts answered.", EngineStats::answers),
        counter("blipstream.engine.tokens", "Tokens said in answers.", EngineStats::tokens),
        rate(
            "blipstream.engine.tokens.per.second",
            "",
            "Tokens said, over the last half minute.",
            shot -> shot.rates().tokens()),
        rate(
            "blipstream.engine.images.per.second",
            "",
            "Pictures through the image encoder, over the last half minute.",
            shot -> shot.rates().images()),
        rate(
            "blipstream.engine.prompts.per.second",
            "",
            "Prompts answered, over the last half minute.",
            shot -> shot.rates().prompts()));
  }

  private static List<Figure> batches() {
    return List.of(
        gauge(
            "blipstream.engine.queue",
            "Requests that wait to be decoded.",
            List.of("lane"),
            stats -> Figure.byName(stats.waiting())),
        gauge(
            "blipstream.engine.held",
            "Requests held, waiting and running.",
            List.of(),
            stats -> Stream.of(number(stats.queued()))),
        counter(
            "blipstream.engine.batch.ends",
            "",
            "Why batches were closed.",
            List.of("reason"),
            stats -> Figure.byName(stats.ends())),
        spread(
            "blipstream.engine.batch.size",
            "",
            "Items of a batch, by stage; what an item is, `blipstream_engine_items_total` says.",
            BatchSpreads::sizes),
        spread(
            "blipstream.engine.batch.duration",
            "seconds",
            "Time that a stage computed over one batch; of `speaking`, over one step.",
            BatchSpreads::seconds),
        counter(
            "blipstream.engine.rows",
            "Rows of the language model that spoke, over its steps.",
            stats -> stats.filling().rows()),
        counter(
            "blipstream.engine.rows.room",
            "Rows that could have spoken.",
            stats -> stats.filling().room()),
        gauge(
            "blipstream.engine.batch.fill",
            "Share of the rows that spoke since the start, 0 to 1.",
            List.of(),
            stats -> Stream.of(number(stats.filling().share()))),
        counter(
            "blipstream.engine.positions",
            "Positions of the padded batches of Q-Former and language model.",
            stats -> stats.filling().positions()),
        counter(
            "blipstream.engine.padding",
            "Positions that held nothing.",
            stats -> stats.filling().padding()),
        counter(
            "blipstream.engine.troubles",
            "",
            "What went wrong and was dealt with: deadlines that passed, batches halved, memory"
                + " short, requests that failed alone.",
            List.of("kind"),
            stats ->
                Stream.of(
                    number(stats.troubles().expired(), "expired"),
                    number(stats.troubles().splits(), "split"),
                    number(stats.troubles().shrinks(), "shrink"),
                    number(stats.troubles().blamed(), "blamed"))));
  }

  private static List<Figure> kept() {
    return List.of(
        counter(
            "blipstream.features.requests",
            "",
            "Pictures asked for: there (`hit`), to be looked at (`miss`), being looked at for"
                + " another (`join`).",
            List.of("outcome"),
            stats ->
                Stream.of(
                    number(stats.features().hits(), "hit"),
                    number(stats.features().misses(), "miss"),
                    number(stats.features().joins(), "join"))),
        new Figure(
            "blipstream.features.kept",
            Kind.GAUGE,
            "bytes",
            "What is kept of pictures that were seen.",
            List.of(),
            shot -> Stream.of(number(shot.engine().features().bytes()))),
        gauge(
            "blipstream.features.entries",
            "Pictures that it is kept of.",
            List.of(),
            stats -> Stream.of(number(stats.features().entries()))));
  }

  private static List<Figure> device() {
    return List.of(
        counter(
            "blipstream.device.busy",
            "seconds",
            "Time that workers computed, added up over them.",
            List.of(),
            stats -> Stream.of(number(stats.deviceBusyNanos() / 1e9))),
        gauge(
            "blipstream.device.workers",
            "Workers that compute.",
            List.of(),
            stats -> Stream.of(number(stats.workers()))),
        rate(
            "blipstream.device.busy.share",
            "",
            "Share of their time that the workers computed, over the last half minute, 0 to 1.",
            shot -> shot.rates().busyShare()),
        rate(
            "blipstream.prompt.cost",
            "seconds",
            "Device time that an answer cost, over the last half minute.",
            shot -> shot.rates().deviceSecondsPerPrompt()),
        new Figure(
            "blipstream.event.cost",
            Kind.GAUGE,
            "seconds",
            "What an image event cost with all its answers, over the last half minute: time of the"
                + " device, and of the process on processors, which is beside it where the device"
                + " is a card and contains it where it is the processor.",
            List.of("of"),
            shot ->
                Stream.of(
                    number(shot.rates().deviceSecondsPerEvent(), "device"),
                    number(shot.rates().processorSecondsPerEvent(), "processor"))),
        rate(
            "blipstream.engine.silence",
            "seconds",
            "How long the engine has held work while none of it moved.",
            shot -> shot.silence().toMillis() / 1e3),
        memory(
            "blipstream.device.memory.used",
            "Memory in use: of the processor by this process, of a card by whomever.",
            DeviceMemory::used),
        memory("blipstream.device.memory.peak", "Most that ever was.", DeviceMemory::most),
        new Figure(
            "blipstream.device.memory.total",
            Kind.GAUGE,
            "bytes",
            "Memory that there is.",
            List.of("device"),
            shot ->
                shot.memory().stream()
                    .filter(each -> each.total().isPresent())
                    .map(each -> number(each.total().getAsLong(), each.device()))));
  }

  private static Figure spread(
      String name,
      String unit,
      String meaning,
      Function<BatchSpreads, Map<Stage, Histogram>> read) {
    return new Figure(
        name,
        Kind.HISTOGRAM,
        unit,
        meaning,
        List.of("stage"),
        shot ->
            read.apply(shot.batches()).entrySet().stream()
                .map(each -> Figure.spread(each.getValue(), each.getKey())));
  }

  private static Figure memory(String name, String meaning, ToDoubleFunction<DeviceMemory> read) {
    return new Figure(
        name,
        Kind.GAUGE,
        "bytes",
        meaning,
        List.of("device"),
        shot ->
            shot.memory().stream().map(each -> number(read.applyAsDouble(each), each.device())));
  }

  private static Figure counter(String name, String meaning, ToDoubleFunction<EngineStats> read) {
    return counter(
        name, "", meaning, List.of(), stats -> Stream.of(number(read.applyAsDouble(stats))));
  }

  private static Figure counter(
      String name,
      String unit,
      String meaning,
      List<String> labels,
      Function<EngineStats, Stream<Point>> read) {
    return new Figure(name, Kind.COUNTER, unit, meaning, labels, shot -> read.apply(shot.engine()));
  }

  private static Figure gauge(
      String name, String meaning, List<String> labels, Function<EngineStats, Stream<Point>> read) {
    return new Figure(name, Kind.GAUGE, "", meaning, labels, shot -> read.apply(shot.engine()));
  }

  private static Figure rate(
      String name, String unit, String meaning, ToDoubleFunction<PipelineSnapshot> read) {
    return new Figure(
        name,
        Kind.GAUGE,
        unit,
        meaning,
        List.of(),
        shot -> Stream.of(number(read.applyAsDouble(shot))));
  }
}

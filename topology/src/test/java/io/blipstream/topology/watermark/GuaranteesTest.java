package io.blipstream.topology.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class GuaranteesTest {
  private static final ProcessorSupplier<Object, Object, Void, Void> NOTHING = Nothing::new;
  private static final Map<String, Object> EXACTLY_ONCE =
      Map.of("processing.guarantee", "exactly_once_v2");

  @Test
  void rightBehindItsSource_holdsUnderBothGuaranteesAndProtocols() {
    Topology topology = new Topology().addSource("in", "t").addProcessor("node", NOTHING, "in");

    assertThatCode(() -> check(topology, EXACTLY_ONCE)).doesNotThrowAnyException();
    assertThatCode(() -> check(topology, Map.of())).doesNotThrowAnyException();
    assertThatCode(
            () ->
                check(
                    topology,
                    Map.of("processing.guarantee", "exactly_once_v2", "group.protocol", "streams")))
        .doesNotThrowAnyException();
  }

  @Test
  void atLeastOnceUnderTheStreamsProtocol_isRefused() {
    Topology topology = new Topology().addSource("in", "t").addProcessor("node", NOTHING, "in");

    refused(topology, Map.of("group.protocol", "streams"));
    refused(topology, Map.of("group.protocol", "STREAMS", "processing.guarantee", "at_least_once"));
  }

  @Test
  void handlerThatGoesOn_isRefused() {
    Topology topology = new Topology().addSource("in", "t").addProcessor("node", NOTHING, "in");

    refused(
        topology,
        Map.of("processing.exception.handler", LogAndContinueProcessingExceptionHandler.class));
    refused(
        topology,
        Map.of(
            "processing.exception.handler",
            LogAndContinueProcessingExceptionHandler.class.getName()));
  }

  @Test
  void processorUpstream_isRefused() {
    refused(
        new Topology()
            .addSource("in", "t")
            .addProcessor("first", NOTHING, "in")
            .addProcessor("node", NOTHING, "first"),
        EXACTLY_ONCE);
  }

  @Test
  void secondReaderOfTheSource_isRefused() {
    refused(
        new Topology()
            .addSource("in", "t")
            .addProcessor("node", NOTHING, "in")
            .addProcessor("other", NOTHING, "in"),
        EXACTLY_ONCE);
  }

  @Test
  void repartitionTopicBefore_isRefused() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("t", Consumed.with(Serdes.String(), Serdes.String()))
        .repartition(Repartitioned.<String, String>as("r").withNumberOfPartitions(2))
        .process(NOTHING, Named.as("node"));

    refused(builder.build(), EXACTLY_ONCE);
  }

  /** Streams insists on a new object each time, which a lambda is not. */
  private static final class Nothing implements Processor<Object, Object, Void, Void> {
    @Override
    public void process(Record<Object, Object> record) {}
  }

  @Test
  void stateOfItsOwn_isRefused() {
    Topology topology =
        new Topology()
            .addSource("in", "t")
            .addProcessor("node", NOTHING, "in")
            .addStateStore(CommitHook.builder(), "node");

    refused(topology, EXACTLY_ONCE);
    assertThatCode(
            () ->
                new Guarantees(CommitMode.LOW_WATERMARK, "node", Set.of(CommitHook.STORE))
                    .check(topology.describe(), EXACTLY_ONCE))
        .doesNotThrowAnyException();
  }

  @Test
  void whatTheWatermarkCannotHold_holdsWhereCommitsAreDrained() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("t", Consumed.with(Serdes.String(), Serdes.String()))
        .repartition(Repartitioned.<String, String>as("r").withNumberOfPartitions(2))
        .process(NOTHING, Named.as("first"))
        .process(NOTHING, Named.as("node"));
    Guarantees drained = new Guarantees(CommitMode.DRAIN, "node", Set.of());

    assertThatCode(
            () -> drained.check(builder.build().describe(), Map.of("group.protocol", "streams")))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                drained.check(
                    builder.build().describe(),
                    Map.of(
                        "processing.exception.handler",
                        LogAndContinueProcessingExceptionHandler.class)))
        .isInstanceOf(FatalException.class);
  }

  @Test
  void handlerThatGoesOnAfterResultsWereNotWritten_isRefused() {
    Topology topology = new Topology().addSource("in", "t").addProcessor("node", NOTHING, "in");

    refused(topology, Map.of("production.exception.handler", "some.Handler"));
    refused(topology, Map.of("default.production.exception.handler", "some.Handler"));
    assertThatCode(
            () ->
                check(
                    topology,
                    Map.of(
                        "production.exception.handler", DefaultProductionExceptionHandler.class)))
        .doesNotThrowAnyException();
  }

  @Test
  void threadsApartForProcessing_areRefused() {
    refused(
        new Topology().addSource("in", "t").addProcessor("node", NOTHING, "in"),
        Map.of("__processing.threads.enabled__", true));
  }

  private static void check(Topology topology, Map<String, Object> kafka) {
    new Guarantees(CommitMode.LOW_WATERMARK, "node", Set.of()).check(topology.describe(), kafka);
  }

  private static void refused(Topology topology, Map<String, Object> kafka) {
    assertThatThrownBy(() -> check(topology, kafka))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.GUARANTEE_IMPOSSIBLE));
  }
}

package io.blipstream.ops.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.engine.EngineObserver.Batch;
import io.blipstream.runtime.engine.EngineObserver.Spoken;
import io.blipstream.runtime.engine.Stage;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;
import io.blipstream.topology.routing.Outgoing;
import io.blipstream.topology.routing.SourceRecord;
import io.blipstream.topology.trace.EventSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which spans there are, and how they hang together. */
class TracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SENDER = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final Outgoing.Content ANSWER = new Outgoing.Answered(Task.CAPTION, Status.OK);

  private InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private Traces traces = through(Map.of());

  @AfterEach
  void close() {
    traces.close();
  }

  @Test
  void event_isAChildOfWhatItsSenderNames() {
    EventSpan span = traces.events().begin(source(SENDER));
    assertThat(span.traceparent().orElseThrow()).startsWith("00-" + TRACE).isNotEqualTo(SENDER);
    span.end(List.of(ANSWER, ANSWER));
    SpanData data = only("process image-events");
    assertThat(data.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(data.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(data.getAttributes().get(AttributeKey.longKey("blipstream.results"))).isEqualTo(2);
    assertThat(data.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset")))
        .isEqualTo(7);
    assertThat(data.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void eventWithoutATrace_orWithNonsense_beginsOne() {
    for (String header : new String[] {null, "nonsense", "00-" + "0".repeat(32) + "-1-01"}) {
      exporter.reset();
      traces.events().begin(source(header)).end(List.of());
      assertThat(only("process image-events").getParentSpanContext().isValid()).isFalse();
    }
  }

  @Test
  void deadLetter_isAnErrorUnderItsFault() {
    traces
        .events()
        .begin(source(SENDER))
        .end(List.of(ANSWER, new Outgoing.Refused(FaultCode.IMAGE_UNDECODABLE)));
    SpanData data = only("process image-events");
    assertThat(data.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(data.getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo("image-undecodable");
  }

  @Test
  void whatIsNotFollowed_isPassedOnAsItCame() {
    traces.close();
    exporter = InMemorySpanExporter.create(); // the former was closed with them
    traces = through(Map.of("trace.share", "0"));
    EventSpan begun = traces.events().begin(source(null));
    EventSpan unsampled = traces.events().begin(source(SENDER.replaceAll("1$", "0")));
    EventSpan sampled = traces.events().begin(source(SENDER));
    assertThat(begun.traceparent()).isEmpty();
    assertThat(unsampled.traceparent()).isEmpty();
    assertThat(sampled.traceparent()).isPresent();
    List.of(begun, unsampled, sampled).forEach(span -> span.end(List.of()));
    assertThat(exporter.getFinishedSpanItems()).hasSize(1);
  }

  @Test
  void batch_isLinkedToItsEvents_andTheyToIt() {
    EventSpan one = traces.events().begin(source(SENDER));
    EventSpan other = traces.events().begin(source(null));
    List<String> names =
        List.of(
            one.traceparent().orElseThrow(),
            other.traceparent().orElseThrow(),
            one.traceparent().orElseThrow());
    traces.batches().ran(new Batch(Stage.QFORMER, System.nanoTime(), 5_000_000, 3, names));

    SpanData batch = only("batch qformer");
    assertThat(batch.getParentSpanContext().isValid()).isFalse();
    assertThat(batch.getLinks())
        .extracting(link -> TraceParent.of(link.getSpanContext()))
        .containsExactly(names.get(0), names.get(1));
    assertThat(batch.getEndEpochNanos() - batch.getStartEpochNanos()).isEqualTo(5_000_000);
    List<SpanData> stages = named("qformer");
    assertThat(stages).hasSize(2);
    assertThat(stages)
        .allSatisfy(
            stage -> {
              assertThat(stage.getLinks())
                  .extracting(LinkData::getSpanContext)
                  .containsExactly(batch.getSpanContext());
              assertThat(stage.getStartEpochNanos()).isEqualTo(batch.getStartEpochNanos());
              assertThat(stage.getEndEpochNanos()).isEqualTo(batch.getEndEpochNanos());
            });
    assertThat(stages)
        .extracting(SpanData::getParentSpanId)
        .containsExactlyInAnyOrder(names.get(0).substring(36, 52), names.get(1).substring(36, 52));
  }

  @Test
  void decodingAndAnswers_areTheEventsOwn() {
    String event = traces.events().begin(source(SENDER)).traceparent().orElseThrow();
    traces.batches().ran(new Batch(Stage.DECODE, System.nanoTime(), 1_000, 1, List.of(event)));
    traces.batches().said(new Spoken(event, System.nanoTime(), 9_000, 12, 33));
    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("decode", "language");
    assertThat(exporter.getFinishedSpanItems())
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(TRACE));
    assertThat(
            only("language")
                .getAttributes()
                .get(AttributeKey.longKey("gen_ai.usage.output_tokens")))
        .isEqualTo(12);
  }

  @Test
  void batchesOfNobody_haveNoSpan() {
    traces.batches().ran(new Batch(Stage.SPEAKING, System.nanoTime(), 1_000, 8, List.of()));
    traces.batches().said(new Spoken("", System.nanoTime(), 1_000, 8, 2));
    assertThat(exporter.getFinishedSpanItems()).isEmpty();
  }

  private Traces through(Map<String, String> pairs) {
    return Traces.through(SimpleSpanProcessor.create(exporter), Configuration.of(pairs));
  }

  private SpanData only(String name) {
    assertThat(named(name)).hasSize(1);
    return named(name).get(0);
  }

  private List<SpanData> named(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .toList();
  }

  private static SourceRecord source(String traceparent) {
    RecordHeaders headers = new RecordHeaders();
    if (traceparent != null) {
      headers.add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
    }
    return SourceRecord.of(new Place(), new Record<>(new byte[1], new byte[1], 1_000L, headers));
  }

  private record Place() implements RecordMetadata {
    @Override
    public String topic() {
      return "image-events";
    }

    @Override
    public int partition() {
      return 1;
    }

    @Override
    public long offset() {
      return 7;
    }
  }
}

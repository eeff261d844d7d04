package io.blipstream.ops.trace;

import static java.util.Objects.requireNonNull;

import io.blipstream.topology.routing.Outgoing;
import io.blipstream.topology.routing.SourceRecord;
import io.blipstream.topology.trace.EventSpan;
import io.blipstream.topology.trace.EventTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/**
 * A span for each event, from its arrival to the forwarding of all that became of it: a child of
 * what its sender's {@code traceparent} names. Nothing that a sender wrote stands in it, but where
 * the record lies.
 */
final class TracedEvents implements EventTracer {
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> TOPIC =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
  private static final AttributeKey<Long> RESULTS = AttributeKey.longKey("blipstream.results");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  /** A stranger's header is looked at within bounds. */
  private static final int LONGEST = 4_096;

  private final Tracer tracer;

  TracedEvents(Tracer tracer) {
    this.tracer = requireNonNull(tracer, "tracer");
  }

  @Override
  public EventSpan begin(SourceRecord source) {
    Context sender =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), source, TracedEvents::header);
    Span span =
        tracer
            .spanBuilder("process " + source.topic())
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(sender)
            .setAttribute(SYSTEM, "kafka")
            .setAttribute(OPERATION, "process")
            .setAttribute(TOPIC, source.topic())
            .setAttribute(PARTITION, Integer.toString(source.partition()))
            .setAttribute(OFFSET, source.offset())
            .startSpan();
    // What is not followed is passed on as it came: its sender's trace must not lose its thread.
    return span.getSpanContext().isSampled() ? new Traced(span) : EventSpan.NONE;
  }

  private static String header(SourceRecord source, String name) {
    Header header = source == null ? null : source.headers().lastHeader(name);
    return header == null || header.value() == null || header.value().length > LONGEST
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private record Traced(Span span) implements EventSpan {
    @Override
    public Optional<String> traceparent() {
      SpanContext context = span.getSpanContext();
      return Optional.of(TraceParent.of(context));
    }

    @Override
    public void end(List<Outgoing.Content> became) {
      span.setAttribute(
          RESULTS, became.stream().filter(Outgoing.Answered.class::isInstance).count());
      became.stream()
          .filter(Outgoing.Refused.class::isInstance)
          .map(refused -> ((Outgoing.Refused) refused).code().code())
          .findFirst()
          .ifPresent(fault -> span.setAttribute(ERROR, fault).setStatus(StatusCode.ERROR, fault));
      span.end();
    }
  }
}

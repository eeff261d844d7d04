package io.blipstream.ops.trace;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.EngineObserver;
import io.blipstream.runtime.engine.Stage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A span for each batch, in a trace of its own and linked to the events that it was for; and below
 * each of those events the same time again, linked to the batch. So both can be asked: where an
 * event's time went, and with whom. Decoding is one request's alone and has no batch.
 *
 * <p>Steps of the language model have no spans: an answer has one, for all its steps.
 */
final class TracedBatches implements EngineObserver {
  private static final AttributeKey<Long> ITEMS = AttributeKey.longKey("blipstream.batch.items");
  private static final AttributeKey<Long> ROWS = AttributeKey.longKey("blipstream.batch.rows");
  private static final AttributeKey<Long> TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");

  private final Tracer tracer;

  TracedBatches(Tracer tracer) {
    this.tracer = requireNonNull(tracer, "tracer");
  }

  @Override
  public void ran(Batch batch) {
    List<SpanContext> events = batch.traces().stream().distinct().map(TraceParent::read).toList();
    if (events.isEmpty()) {
      return;
    }
    Times times = Times.of(batch.begin(), batch.nanos());
    String stage = batch.stage().name().toLowerCase(Locale.ROOT);
    if (batch.stage() == Stage.DECODE) {
      times.end(below(events.get(0), stage, times));
      return;
    }
    SpanBuilder builder =
        tracer
            .spanBuilder("batch " + stage)
            .setNoParent()
            .setAttribute(ITEMS, (long) batch.items());
    events.forEach(builder::addLink);
    Span span = times.begin(builder);
    events.forEach(
        event ->
            times.end(
                times.begin(
                    builderBelow(event, stage)
                        .addLink(span.getSpanContext())
                        .setAttribute(ITEMS, (long) batch.items()))));
    times.end(span);
  }

  @Override
  public void said(Spoken answer) {
    if (!answer.trace().isEmpty()) {
      Times times = Times.of(answer.begin(), answer.nanos());
      Span span = below(TraceParent.read(answer.trace()), "language", times);
      span.setAttribute(TOKENS, (long) answer.tokens());
      span.setAttribute(ROWS, (long) answer.batchSize());
      times.end(span);
    }
  }

  private Span below(SpanContext event, String stage, Times times) {
    return times.begin(builderBelow(event, stage));
  }

  private SpanBuilder builderBelow(SpanContext event, String stage) {
    return tracer.spanBuilder(stage).setParent(Context.root().with(Span.wrap(event)));
  }

  /** In nanoseconds since the epoch; the engine's clock knows only differences. */
  private record Times(long begin, long end) {
    static Times of(long begin, long nanos) {
      Instant now = Instant.now();
      long epoch = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
      long begun = epoch - (System.nanoTime() - begin);
      return new Times(begun, begun + nanos);
    }

    Span begin(SpanBuilder builder) {
      return builder.setStartTimestamp(begin, TimeUnit.NANOSECONDS).startSpan();
    }

    void end(Span span) {
      span.end(end, TimeUnit.NANOSECONDS);
    }
  }
}

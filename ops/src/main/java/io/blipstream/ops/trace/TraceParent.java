package io.blipstream.ops.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/** A span's name as it goes through topics and engine: W3C's {@code traceparent}. */
final class TraceParent {
  private static final int TRACE = 3;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;

  private TraceParent() {}

  static String of(SpanContext context) {
    return "00-"
        + context.getTraceId()
        + "-"
        + context.getSpanId()
        + "-"
        + context.getTraceFlags().asHex();
  }

  /** Of one that {@link #of} wrote. */
  static SpanContext read(String name) {
    return SpanContext.createFromRemoteParent(
        name.substring(TRACE, SPAN - 1),
        name.substring(SPAN, FLAGS - 1),
        TraceFlags.fromHex(name, FLAGS),
        TraceState.getDefault());
  }
}

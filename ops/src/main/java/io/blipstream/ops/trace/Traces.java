package io.blipstream.ops.trace;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.config.TraceKeys;
import io.blipstream.runtime.engine.EngineObserver;
import io.blipstream.topology.trace.EventTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The spans of a process. They wait for their exporter in a queue with a bound, and are dropped
 * where that is full: no event ever waits for a collector. Any thread.
 */
public final class Traces implements AutoCloseable {
  private static final String SCOPE = "io.blipstream";
  private static final Duration EXPORT_PATIENCE = Duration.ofSeconds(5);

  /** As many as a batch has prompts; those beyond are left out, and counted by the SDK. */
  private static final int MOST_LINKS = 1_024;

  private final List<SdkTracerProvider> providers;
  private final EventTracer events;
  private final EngineObserver batches;

  private Traces(List<SdkTracerProvider> providers, EventTracer events, EngineObserver batches) {
    this.providers = List.copyOf(providers);
    this.events = requireNonNull(events, "events");
    this.batches = requireNonNull(batches, "batches");
  }

  /** As configured; follows nothing where {@code trace.endpoint} is empty. */
  public static Traces open(Configuration configuration) {
    return configuration
        .value(TraceKeys.ENDPOINT)
        .map(
            endpoint ->
                through(
                    BatchSpanProcessor.builder(
                            OtlpHttpSpanExporter.builder()
                                .setEndpoint(endpoint.toString())
                                .setTimeout(EXPORT_PATIENCE)
                                .build())
                        .build(),
                    configuration))
        .orElseGet(() -> new Traces(List.of(), EventTracer.NONE, EngineObserver.NONE));
  }

  /**
   * Through another processor.
   *
   * @param processor closed with this
   */
  static Traces through(SpanProcessor processor, Configuration configuration) {
    Resource resource =
        Resource.getDefault().toBuilder()
            .put(AttributeKey.stringKey("service.name"), configuration.value(Keys.APPLICATION_ID))
            .build();
    SdkTracerProvider events =
        provider(
            processor,
            resource,
            Sampler.parentBased(Sampler.traceIdRatioBased(configuration.value(TraceKeys.SHARE))));
    // A batch is followed where one of its events is, whatever falls to its own trace.
    SdkTracerProvider batches = provider(processor, resource, Sampler.alwaysOn());
    return new Traces(
        List.of(events, batches),
        new TracedEvents(tracer(events)),
        new TracedBatches(tracer(batches)));
  }

  private static SdkTracerProvider provider(
      SpanProcessor processor, Resource resource, Sampler sampler) {
    return SdkTracerProvider.builder()
        .setResource(resource)
        .setSampler(sampler)
        .setSpanLimits(SpanLimits.builder().setMaxNumberOfLinks(MOST_LINKS).build())
        .addSpanProcessor(processor)
        .build();
  }

  private static Tracer tracer(SdkTracerProvider provider) {
    return provider.get(SCOPE);
  }

  /** Follows events. */
  public EventTracer events() {
    return events;
  }

  /** Follows batches. */
  public EngineObserver batches() {
    return batches;
  }

  /** Sends what waits, for some seconds at most. */
  @Override
  public void close() {
    providers.forEach(
        each -> {
          var unused = each.shutdown().join(EXPORT_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        });
  }
}

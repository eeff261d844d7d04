package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.topology.retry.Patience;
import io.blipstream.topology.routing.DeadLetterWriter;
import io.blipstream.topology.routing.ResultWriter;
import io.blipstream.topology.template.PromptWriter;
import io.blipstream.topology.template.Templates;
import io.blipstream.topology.watermark.CommitWatermark;
import java.time.Clock;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The asynchronous processor as a part of a topology: what all its tasks share. Forwards to the
 * nodes that {@link io.blipstream.topology.routing.Destination} names, which must be its children,
 * and reads the store of {@link Templates}.
 *
 * @param limit one for the process
 * @param watermark the one that the clients of the same application commit through
 * @param deserializer throws Kafka's SerializationException for bad data, a Kafka
 *     RetriableException while the registry is away
 */
public record Enrichment(
    Engine engine,
    InFlightLimit limit,
    CommitWatermark watermark,
    Deserializer<ImageEvent> deserializer,
    ResultWriter results,
    DeadLetterWriter deadLetters,
    EnrichmentSettings settings,
    Clock clock)
    implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
  /** Name of the processor's node. */
  public static final String NODE = "enrichment";

  public Enrichment {
    requireNonNull(engine, "engine");
    requireNonNull(limit, "limit");
    requireNonNull(watermark, "watermark");
    requireNonNull(deserializer, "deserializer");
    requireNonNull(results, "results");
    requireNonNull(deadLetters, "deadLetters");
    requireNonNull(settings, "settings");
    requireNonNull(clock, "clock");
  }

  @Override
  public Processor<byte[], byte[], byte[], byte[]> get() {
    return new EnrichmentProcessor(this);
  }

  Waits waits() {
    return settings.waits();
  }

  EventPlanner planner(ProcessorContext<?, ?> context) {
    return new EventPlanner(
        deserializer,
        new PromptWriter(context.getStateStore(Templates.STORE), settings.decoding()),
        new Patience(waits().registry()),
        clock,
        waits().template());
  }

  EngineGate gate() {
    return new EngineGate(engine, limit, settings.inFlight(), waits().engine(), clock);
  }

  Settlement settlement() {
    return new Settlement(results, deadLetters);
  }
}

package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.topology.counts.TopologyCounters;
import io.blipstream.topology.retry.Clocks;
import io.blipstream.topology.retry.Patience;
import io.blipstream.topology.routing.DeadLetterWriter;
import io.blipstream.topology.routing.ResultWriter;
import io.blipstream.topology.shadow.Answerer;
import io.blipstream.topology.template.PromptWriter;
import io.blipstream.topology.template.RefusedTemplates;
import io.blipstream.topology.template.Templates;
import io.blipstream.topology.trace.EventTracer;
import io.blipstream.topology.watermark.CommitHook;
import io.blipstream.topology.watermark.CommitMode;
import io.blipstream.topology.watermark.CommitWatermark;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The asynchronous processor as a part of a topology: what all its tasks share. Forwards to the
 * nodes that {@link io.blipstream.topology.routing.Destination} names, which must be its children,
 * and reads the store of {@link Templates}.
 *
 * @param limit one for the process
 * @param watermark the one that the clients of the same application commit through
 * @param deserializer throws Kafka's SerializationException for bad data, a Kafka
 *     RetriableException while the registry is away
 * @param refusedTemplates those of the same store
 * @param counters one for the process
 */
public record Enrichment(
    Answerer answerer,
    InFlightLimit limit,
    CommitWatermark watermark,
    Deserializer<ImageEvent> deserializer,
    ResultWriter results,
    DeadLetterWriter deadLetters,
    RefusedTemplates refusedTemplates,
    EnrichmentSettings settings,
    TopologyCounters counters,
    EventTracer tracer,
    Clocks clocks)
    implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
  /** Name of the processor's node. */
  public static final String NODE = "enrichment";

  /** Its stores, as the topology names them. */
  public static final Set<String> STORES = Set.of(TaskMemory.STORE, CommitHook.STORE);

  public Enrichment {
    requireNonNull(answerer, "answerer");
    requireNonNull(limit, "limit");
    requireNonNull(watermark, "watermark");
    requireNonNull(deserializer, "deserializer");
    requireNonNull(results, "results");
    requireNonNull(deadLetters, "deadLetters");
    requireNonNull(refusedTemplates, "refusedTemplates");
    requireNonNull(settings, "settings");
    requireNonNull(counters, "counters");
    requireNonNull(tracer, "tracer");
    requireNonNull(clocks, "clocks");
  }

  @Override
  public Processor<byte[], byte[], byte[], byte[]> get() {
    return new EnrichmentProcessor(this);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return drains()
        ? Set.of(TaskMemory.builder(), CommitHook.builder())
        : Set.of(TaskMemory.builder());
  }

  boolean drains() {
    return settings.commitMode() == CommitMode.DRAIN;
  }

  Waits waits() {
    return settings.waits();
  }

  EventPlanner planner(ProcessorContext<?, ?> context) {
    return new EventPlanner(
        deserializer,
        new PromptWriter(context.getStateStore(Templates.STORE), settings.decoding()),
        new Patience(waits().registry()),
        clocks.steady(),
        waits().template());
  }

  EngineGate gate() {
    return new EngineGate(answerer, limit, settings, counters, clocks);
  }

  Settlement settlement(TaskMemory memory) {
    return new Settlement(results, deadLetters, memory);
  }

  TemplateLetters templateLetters(TaskMemory memory) {
    return new TemplateLetters(refusedTemplates, deadLetters, memory);
  }
}

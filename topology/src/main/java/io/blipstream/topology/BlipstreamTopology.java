package io.blipstream.topology;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.topology.counts.TopologyCounters;
import io.blipstream.topology.counts.TopologyStats;
import io.blipstream.topology.counts.TopologyStats.InFlight;
import io.blipstream.topology.counts.TopologyStats.TemplateRecords;
import io.blipstream.topology.enrichment.Enrichment;
import io.blipstream.topology.enrichment.InFlightLimit;
import io.blipstream.topology.retry.Clocks;
import io.blipstream.topology.retry.Patience;
import io.blipstream.topology.routing.DeadLetterWriter;
import io.blipstream.topology.routing.Destination;
import io.blipstream.topology.routing.ResultWriter;
import io.blipstream.topology.routing.SubjectPartitioner;
import io.blipstream.topology.shadow.Answerer;
import io.blipstream.topology.template.RefusedTemplates;
import io.blipstream.topology.template.TemplateCounts;
import io.blipstream.topology.template.Templates;
import io.blipstream.topology.trace.EventTracer;
import io.blipstream.topology.watermark.CommitWatermark;
import io.blipstream.topology.watermark.Guarantees;
import io.blipstream.topology.watermark.WatermarkClients;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The whole topology, of one application in one process: image events through the enrichment to
 * results and dead letters, with the templates as a global table.
 *
 * <p>Topology and clients belong together: with other clients, work in flight is lost at a crash.
 * {@link BlipstreamStreams} keeps them together.
 */
public final class BlipstreamTopology {
  private static final String SOURCE = "image-events";

  private final TopologySettings settings;
  private final TopicSerdes serdes;
  private final Engine engine;
  private final Answerer answerer;
  private final EventTracer tracer;
  private final Clocks clocks;
  private final CommitWatermark watermark = new CommitWatermark();
  private final InFlightLimit inFlight;
  private final TemplateCounts templateCounts = new TemplateCounts();
  private final TopologyCounters counters = new TopologyCounters();
  private final RefusedTemplates refusedTemplates = new RefusedTemplates();

  /**
   * @param engine shared by all tasks; not closed here
   */
  public BlipstreamTopology(
      TopologySettings settings, TopicSerdes serdes, Engine engine, Clock clock) {
    this(settings, serdes, engine, Answerer.of(engine), EventTracer.NONE, Clocks.of(clock));
  }

  /**
   * With models on trial.
   *
   * @param engine the live one; not closed here
   * @param answerer who is asked, where it is not that engine alone
   * @param tracer follows each event
   */
  public BlipstreamTopology(
      TopologySettings settings,
      TopicSerdes serdes,
      Engine engine,
      Answerer answerer,
      EventTracer tracer,
      Clocks clocks) {
    this.settings = requireNonNull(settings, "settings");
    this.serdes = requireNonNull(serdes, "serdes");
    this.engine = requireNonNull(engine, "engine");
    this.answerer = requireNonNull(answerer, "answerer");
    this.tracer = requireNonNull(tracer, "tracer");
    this.clocks = requireNonNull(clocks, "clocks");
    this.inFlight = new InFlightLimit(settings.enrichment().inFlight());
  }

  /**
   * Builds it anew; all that were built share the limit and the counts.
   *
   * @param keepsIdentity whether a process that comes back is the same one to the brokers. Needs a
   *     state directory of its own for each process on a machine
   */
  public Topology build(boolean keepsIdentity) {
    Patience patience = new Patience(settings.enrichment().waits().registry());
    Topology topology = new Topology();
    Templates.addTo(
        topology,
        settings.topics().instructionTemplates(),
        serdes.templates(),
        patience,
        templateCounts,
        refusedTemplates);
    topology.addSource(
        AutoOffsetReset.earliest(),
        SOURCE,
        lenient(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        settings.topics().imageEvents());
    topology.addProcessor(Enrichment.NODE, enrichment(patience), SOURCE);
    if (keepsIdentity) {
      topology.addStateStore(ProcessIdentity.builder(), Enrichment.NODE);
    }
    for (Destination each : Destination.values()) {
      addSink(topology, each);
    }
    return topology;
  }

  /** The clients to run it with. */
  public KafkaClientSupplier clients() {
    return new WatermarkClients(watermark);
  }

  /** What the clients of its stream threads ask. */
  CommitWatermark watermark() {
    return watermark;
  }

  /**
   * Whether a topology of this and a configuration can keep what is promised.
   *
   * @throws io.blipstream.runtime.fault.FatalException with the reason why not
   */
  void check(Topology topology, Map<String, ?> kafka) {
    Set<String> stores = new HashSet<>(Enrichment.STORES);
    stores.add(ProcessIdentity.STORE);
    new Guarantees(settings.enrichment().commitMode(), Enrichment.NODE, stores)
        .check(topology.describe(), kafka);
  }

  public TopologySettings settings() {
    return settings;
  }

  /** What is at the engine now. */
  public InFlightLimit inFlight() {
    return inFlight;
  }

  /** What became of events and templates. Any thread. */
  public TopologyStats stats() {
    return counters.read(
        new InFlight(
            inFlight.events(), inFlight.bytes(), inFlight.maxEvents(), inFlight.maxBytes()),
        new TemplateRecords(
            templateCounts.accepted(),
            templateCounts.unreadable(),
            templateCounts.invalid(),
            templateCounts.contradicting()));
  }

  /** What became of the template records. */
  public TemplateCounts templateCounts() {
    return templateCounts;
  }

  private Enrichment enrichment(Patience patience) {
    Topics topics = settings.topics();
    return new Enrichment(
        answerer,
        inFlight,
        watermark,
        serdes.imageEvents(),
        new ResultWriter(topics::of, serdes.results(), patience, engine::model, clocks.wall()),
        new DeadLetterWriter(
            topics.deadLetters(),
            serdes.deadLetters(),
            patience,
            clocks.wall(),
            settings.largestDeadLetter()),
        refusedTemplates,
        settings.enrichment(),
        counters,
        tracer,
        clocks);
  }

  private void addSink(Topology topology, Destination destination) {
    String topic = settings.topics().of(destination);
    ByteArraySerializer bytes = new ByteArraySerializer();
    if (destination == Destination.DEAD_LETTERS) {
      topology.addSink(destination.node(), topic, bytes, bytes, Enrichment.NODE);
    } else {
      topology.addSink(
          destination.node(), topic, bytes, bytes, new SubjectPartitioner(), Enrichment.NODE);
    }
  }

  /** A record without a usable timestamp is no reason to stop, nor to drop it. */
  static TimestampExtractor lenient() {
    return (record, partitionTime) ->
        record.timestamp() >= 0 ? record.timestamp() : Math.max(partitionTime, 0);
  }
}

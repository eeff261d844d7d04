package io.blipstream.topology;

import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.counts.TopologyCounters;
import io.blipstream.topology.enrichment.Enrichment;
import io.blipstream.topology.enrichment.EnrichmentSettings;
import io.blipstream.topology.enrichment.InFlightBounds;
import io.blipstream.topology.enrichment.InFlightLimit;
import io.blipstream.topology.retry.Clocks;
import io.blipstream.topology.retry.Patience;
import io.blipstream.topology.routing.DeadLetterWriter;
import io.blipstream.topology.routing.ResultWriter;
import io.blipstream.topology.shadow.Answerer;
import io.blipstream.topology.template.RefusedTemplates;
import io.blipstream.topology.trace.EventTracer;
import io.blipstream.topology.watermark.CommitWatermark;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The processor alone, as Kafka Streams calls it, with commits between. */
class WatermarkOfATaskTest {
  private static final Map<String, String> REGISTRY =
      Map.of("schema.registry.url", "mem://watermark-of-a-task");
  private static final TopicPartition PARTITION = new TopicPartition("image-events", 4);

  private final FakeEngine engine = FakeEngine.byHand();
  private final TickingClock clock = new TickingClock();
  private final CommitWatermark watermark = new CommitWatermark();
  private final InFlightLimit limit = new InFlightLimit(InFlightBounds.DEFAULT);
  private final MockProcessorContext<byte[], byte[]> context =
      new MockProcessorContext<>(new Properties(), new TaskId(0, 4), null);
  private Processor<byte[], byte[], byte[], byte[]> task;

  @BeforeEach
  void open() {
    KeyValueStore<String, String> noTemplates =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("templates"), Serdes.String(), Serdes.String())
            .withLoggingDisabled()
            .build();
    noTemplates.init(context.getStateStoreContext(), noTemplates);
    context.addStateStore(noTemplates);
    KeyValueStore<String, Long> memory =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("enrichment-memory"), Serdes.String(), Serdes.Long())
            .withLoggingDisabled()
            .build();
    memory.init(context.getStateStoreContext(), memory);
    context.addStateStore(memory);
    TopicSerdes serdes = TopicSerdes.of(REGISTRY);
    Patience patience = new Patience(Duration.ZERO);
    task =
        new Enrichment(
                Answerer.of(engine),
                limit,
                watermark,
                serdes.imageEvents(),
                new ResultWriter(
                    new Topics("")::of, serdes.results(), patience, engine::model, clock),
                new DeadLetterWriter(
                    "dead-letters", serdes.deadLetters(), patience, clock, 1 << 20),
                new RefusedTemplates(),
                new EnrichmentSettings(
                    InFlightBounds.DEFAULT, Rig.WAITS, EnrichmentSettings.DEFAULT.decoding()),
                new TopologyCounters(),
                EventTracer.NONE,
                new Clocks(clock, clock))
            .get();
    task.init(context);
  }

  @Test
  void onlyOffsetsOfForwardedRecordsAreCommitted() {
    give(10, unnamed("late"));
    give(11, unreadable());
    assertThat(committed(12)).isEqualTo(10);

    clock.advance(Duration.ofSeconds(5));
    punctuate();

    assertThat(committed(12)).isEqualTo(12);
    assertThat(context.forwarded()).hasSize(2);
  }

  @Test
  void closedTask_holdsNothingBack_andServesAgainOnceRevived() {
    give(10, unnamed("late"));
    task.close();
    assertThat(committed(11)).isEqualTo(11);

    task.init(context);
    give(10, unreadable());

    assertThat(context.forwarded()).hasSize(1);
    assertThat(committed(11)).isEqualTo(11);
  }

  @Test
  void timerRunsOnlyWhileSomethingIsPending() {
    give(10, unreadable());
    assertThat(context.scheduledPunctuators()).isEmpty();

    give(11, unnamed("late"));
    assertThat(context.scheduledPunctuators()).hasSize(1);
    clock.advance(Duration.ofSeconds(5));
    punctuate();
    assertThat(context.scheduledPunctuators()).allMatch(timer -> timer.cancelled());
  }

  private void give(long offset, byte[] value) {
    context.setRecordMetadata(PARTITION.topic(), PARTITION.partition(), offset);
    task.process(new Record<>(new byte[] {1}, value, 0, new RecordHeaders()));
  }

  private void punctuate() {
    context.scheduledPunctuators().forEach(timer -> timer.getPunctuator().punctuate(0));
  }

  private long committed(long wanted) {
    return watermark
        .lower(Map.of(PARTITION, new OffsetAndMetadata(wanted)))
        .get(PARTITION)
        .offset();
  }

  private static byte[] unreadable() {
    return new byte[] {42};
  }

  private static byte[] unnamed(String template) {
    ImageEvent event = event("e", caption("c", template)).build();
    try (SpecificAvroSerializer<ImageEvent> serializer = new SpecificAvroSerializer<>()) {
      serializer.configure(REGISTRY, false);
      return serializer.serialize("image-events", event);
    }
  }
}

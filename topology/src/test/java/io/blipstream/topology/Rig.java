package io.blipstream.topology;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.enrichment.EnrichmentSettings;
import io.blipstream.topology.enrichment.InFlightBounds;
import io.blipstream.topology.enrichment.Waits;
import io.blipstream.topology.retry.Clocks;
import io.blipstream.topology.shadow.Answerer;
import io.blipstream.topology.template.BuiltInTemplates;
import io.blipstream.topology.trace.EventTracer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The whole topology in the test driver, over a registry in memory, with the built-in templates.
 */
final class Rig implements AutoCloseable {
  static final Topics TOPICS = new Topics("test.");
  static final Waits WAITS =
      new Waits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofMillis(200),
          Duration.ZERO,
          Duration.ofMillis(10));
  static final Instant SENT = Instant.parse("2024-03-01T11:59:30Z");

  final TickingClock clock = new TickingClock();
  final BlipstreamTopology blipstream;
  final TopologyTestDriver driver;
  private final Map<String, Object> registry =
      Map.of("schema.registry.url", "mem://" + UUID.randomUUID());
  private final TestInputTopic<byte[], byte[]> events;
  private final TestInputTopic<byte[], byte[]> templates;

  static Rig with(Engine engine) {
    return with(engine, UnaryOperator.identity());
  }

  static Rig with(Engine engine, UnaryOperator<TopologySettings> settings) {
    Rig rig = new Rig(engine, null, settings, UnaryOperator.identity());
    rig.publishBuiltIns();
    return rig;
  }

  /** Whether its one partition would be read on now. */
  boolean isFull() {
    TopicPartition partition = new TopicPartition(TOPICS.imageEvents(), 0);
    return blipstream.watermark().isFull(partition);
  }

  static TopologySettings bounded(TopologySettings settings, InFlightBounds bounds) {
    return settings.withEnrichment(
        new EnrichmentSettings(
            bounds, settings.enrichment().waits(), settings.enrichment().decoding()));
  }

  static TopologySettings waiting(TopologySettings settings, Waits waits) {
    return settings.withEnrichment(
        new EnrichmentSettings(
            settings.enrichment().inFlight(), waits, settings.enrichment().decoding()));
  }

  /** With models on trial beside the live one. */
  static Rig with(Engine engine, Answerer answerer) {
    Rig rig = new Rig(engine, answerer, null, UnaryOperator.identity(), UnaryOperator.identity());
    rig.publishBuiltIns();
    return rig;
  }

  Rig(
      Engine engine,
      Clock other,
      UnaryOperator<TopologySettings> settings,
      UnaryOperator<TopicSerdes> serdes) {
    this(engine, Answerer.of(engine), other, settings, serdes);
  }

  private Rig(
      Engine engine,
      Answerer answerer,
      Clock other,
      UnaryOperator<TopologySettings> settings,
      UnaryOperator<TopicSerdes> serdes) {
    blipstream =
        new BlipstreamTopology(
            settings.apply(waiting(TopologySettings.DEFAULT.withTopics(TOPICS), WAITS)),
            serdes.apply(TopicSerdes.of(registry)),
            engine,
            answerer,
            EventTracer.NONE,
            new Clocks(other == null ? clock : other, clock));
    Properties config = new Properties();
    config.putAll(BlipstreamStreams.recommended(blipstream.settings()));
    // The test driver knows no transactions worth the name.
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    driver = new TopologyTestDriver(blipstream.build(false), config, clock.instant());
    events = input(TOPICS.imageEvents());
    templates = input(TOPICS.instructionTemplates());
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void publishBuiltIns() {
    BuiltInTemplates.all(Events.OCCURRED).forEach(this::publish);
  }

  void publish(Template template) {
    publish(template.getId() + "@" + template.getVersion(), template);
  }

  void publish(String key, Template template) {
    publish(key, encoded(TOPICS.instructionTemplates(), template));
  }

  void publish(String key, byte[] value) {
    templates.pipeInput(key.getBytes(StandardCharsets.UTF_8), value);
  }

  void send(ImageEvent event) {
    send(event, new RecordHeaders());
  }

  void send(ImageEvent event, Headers headers) {
    send(key(event), encoded(event), headers);
  }

  void send(byte[] key, byte[] value, Headers headers) {
    events.pipeInput(new TestRecord<>(key, value, headers, SENT));
  }

  static byte[] key(ImageEvent event) {
    return event.getSubject().getBytes(StandardCharsets.UTF_8);
  }

  byte[] encoded(ImageEvent event) {
    return encoded(TOPICS.imageEvents(), event);
  }

  byte[] encoded(DeadLetter letter) {
    return encoded(TOPICS.deadLetters(), letter);
  }

  private <T extends SpecificRecord> byte[] encoded(String topic, T record) {
    try (SpecificAvroSerializer<T> serializer = new SpecificAvroSerializer<>()) {
      serializer.configure(registry, false);
      return serializer.serialize(topic, record);
    }
  }

  /** Moves wall clock and punctuators. */
  void advance(Duration by) {
    clock.advance(by);
    driver.advanceWallClockTime(by);
  }

  void glance() {
    advance(Duration.ofMillis(10));
  }

  List<TestRecord<String, Result>> captions() {
    return results(TOPICS.captions());
  }

  List<TestRecord<String, Result>> answers() {
    return results(TOPICS.answers());
  }

  List<TestRecord<String, Result>> questions() {
    return results(TOPICS.questions());
  }

  /** The one caption that came out. */
  Result caption() {
    List<TestRecord<String, Result>> all = captions();
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " captions and " + deadLetters());
    }
    return all.get(0).value();
  }

  List<TestRecord<byte[], DeadLetter>> deadLetters() {
    return output(TOPICS.deadLetters(), new ByteArrayDeserializer(), DeadLetter.class);
  }

  private List<TestRecord<String, Result>> results(String topic) {
    return output(topic, new StringDeserializer(), Result.class);
  }

  private <K, V extends SpecificRecord> List<TestRecord<K, V>> output(
      String topic, Deserializer<K> keys, Class<V> type) {
    SpecificAvroDeserializer<V> values = new SpecificAvroDeserializer<>(type);
    values.configure(registry, false);
    TestOutputTopic<K, V> output = driver.createOutputTopic(topic, keys, values);
    return output.readRecordsToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}

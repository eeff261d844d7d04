package io.blipstream.topology.recipe;

import io.blipstream.schemas.Choice;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Decoding;
import io.blipstream.schemas.ImageFacts;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Timings;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** A recipe's topology in the test driver, over a registry in memory. */
public final class RecipeRig implements AutoCloseable {
  public static final Topics TOPICS = new Topics("test.");
  public static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");

  private final Map<String, Object> registry =
      Map.of("schema.registry.url", "mem://" + UUID.randomUUID());
  private final TopologyTestDriver driver;

  /**
   * @param folder for the stores
   */
  public RecipeRig(Recipe recipe, Path folder) {
    Properties config = new Properties();
    config.putAll(RecipeStreams.recommended());
    // The test driver knows no transactions worth the name.
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver =
        new TopologyTestDriver(
            recipe.topology(new RecipeParts(TOPICS, registry, Clock.fixed(NOON, ZoneOffset.UTC))),
            config,
            NOON);
  }

  /** An answered result of the subject "mug" to be changed at will. */
  public static Result.Builder result(Task task, String instruction, String event, Instant at) {
    return Result.newBuilder()
        .setEventId(event)
        .setSubject("mug")
        .setInstructionId(instruction)
        .setFeed("shop")
        .setTask(task)
        .setStatus(Status.OK)
        .setConfidence(0.9)
        .setTemplateId("t")
        .setTemplateVersion(1)
        .setPrompt("?")
        .setModelId("tiny")
        .setModelDigest("d1")
        .setDecoding(new Decoding("greedy", 24, 3))
        .setImage(new ImageFacts("sha-" + event, "png", 2, 2, 3L))
        .setTimings(new Timings(0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
        .setBatchSize(1)
        .setImageReused(false)
        .setOrigin(new Origin("test.image-events", 0, 0L, at))
        .setOccurredAt(at)
        .setCompletedAt(at);
  }

  /** A ranked answer: text and score of each candidate, best first. */
  public static Result ranked(
      String instruction, String event, Instant at, String text, double score, String other) {
    return result(Task.ANSWER, instruction, event, at)
        .setText(text)
        .setChoice(text)
        .setChoices(
            List.of(
                new Choice(text, Math.log(score), score),
                new Choice(other, Math.log(1 - score), 1 - score)))
        .build();
  }

  public void send(String topic, Result result) {
    send(topic, result.getSubject() + "/" + result.getInstructionId(), bytes(topic, result));
  }

  /** Null for a tombstone. */
  public void send(String topic, String key, byte[] value) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key.getBytes(StandardCharsets.UTF_8), value, NOON);
  }

  public <T extends SpecificRecord> byte[] bytes(String topic, T record) {
    try (SpecificAvroSerializer<T> serializer = new SpecificAvroSerializer<>()) {
      serializer.configure(registry, false);
      return serializer.serialize(topic, record);
    }
  }

  /** What came out since it was asked last. */
  public <T extends SpecificRecord> List<TestRecord<String, T>> out(String topic, Class<T> type) {
    return out(topic, new SpecificAvroDeserializer<>(type));
  }

  public <T> List<TestRecord<String, T>> out(String topic, Deserializer<T> values) {
    values.configure(registry, false);
    return driver.createOutputTopic(topic, new StringDeserializer(), values).readRecordsToList();
  }

  public List<TestRecord<String, DeadLetter>> deadLetters() {
    return out(TOPICS.deadLetters(), DeadLetter.class);
  }

  public void advance(Duration by) {
    driver.advanceWallClockTime(by);
  }

  @Override
  public void close() {
    driver.close();
  }
}

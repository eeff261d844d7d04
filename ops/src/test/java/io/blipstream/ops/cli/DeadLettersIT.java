package io.blipstream.ops.cli;

import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.JoiningEnvironment;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Original;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.routing.Sha256;
import io.blipstream.topology.template.TemplatePublisher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters on a real broker: found, shown, and put back. */
class DeadLettersIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTITIONS = 2;

  /** Less than the largest picture below. */
  private static final int LONGEST_LETTER = 100_000;

  @TempDir private static Path folder;
  private static LocalCluster cluster;
  private static FakeEngine engine;
  private static Pipeline pipeline;
  private TestClients clients;
  private int awaitedLetters;

  @BeforeAll
  static void start() throws Exception {
    cluster =
        LocalCluster.start(
            Configuration.of(Map.of("template.wait.ms", "200")),
            PARTITIONS,
            folder,
            Clock.systemUTC());
    Configuration configuration = cluster.configuration();
    limitDeadLetters(configuration);
    engine = new FakeEngine(Duration.ofMillis(5));
    try (Cluster known = Cluster.of(configuration.kafka())) {
      pipeline =
          Pipeline.start(
              configuration,
              engine,
              PipelineSettings.topology(configuration, known),
              Clock.systemUTC());
    }
    assertThat(pipeline.awaitRunning(Duration.ofMinutes(1))).isTrue();
  }

  @AfterAll
  static void stop() {
    pipeline.close();
    engine.close();
    cluster.close();
  }

  @BeforeEach
  void open() {
    clients = new TestClients(cluster.configuration());
  }

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void poisonThatWasHealed_isReplayedToAResultUnderTheSameKeyAndOnlyOnce() throws Exception {
    Instruction unknown =
        Instruction.newBuilder().setId("late").setTask(Task.CAPTION).setTemplate("late").build();
    ImageEvent event = event("healed-1", "a mug", caption("c"), unknown);
    clients.publish(event);
    DeadLetter letter = letter("healed-1");
    assertThat(letter.getFault()).isEqualTo("template-unknown");
    assertThat(resultsOf("healed-1")).containsOnlyKeys("healed-1/c");

    long before = endOfEvents();
    JsonNode dry = json("replay", "--template", "late", "--json");
    assertThat(dry.get("executed").booleanValue()).isFalse();
    assertThat(dry.get("records").intValue()).isEqualTo(1);
    assertThat(dry.at("/by_fault/template-unknown").intValue()).isEqualTo(1);
    assertThat(endOfEvents()).isEqualTo(before);

    publishTemplate("late");
    JsonNode done = json("replay", "--template", "late", "--execute", "--json");
    assertThat(done.get("replayed").intValue()).isEqualTo(1);
    awaitResults("healed-1", 3);
    // The whole record went back: what had been answered is answered again, under its key.
    assertThat(resultsOf("healed-1"))
        .containsOnly(Map.entry("healed-1/c", 2), Map.entry("healed-1/late", 1));

    ConsumerRecord<byte[], byte[]> replayed = lastEventOf("healed-1");
    assertThat(replayed.value()).isEqualTo(bytes(letter.getValue().orElseThrow()));
    assertThat(replayed.partition()).isEqualTo(letter.getOrigin().getPartition());
    assertThat(replayed.headers().lastHeader("blipstream.replay.attempts").value())
        .isEqualTo("1".getBytes(StandardCharsets.UTF_8));

    JsonNode again = json("replay", "--template", "late", "--execute", "--json");
    assertThat(again.get("replayed_before").intValue()).isEqualTo(1);
    assertThat(again.get("replayed").intValue()).isZero();
    assertThat(json("replay", "--template", "late", "--again", "--json").get("records").intValue())
        .isEqualTo(1);
    assertThat(jsons("dead-letters", "--event", "healed-1", "--json").get(0).get("replayed_at"))
        .isNotEqualTo(JSON.nullNode());
  }

  @Test
  void poisonThatIsStillPoison_becomesAnotherLetterThatCountsItsAttempts() throws Exception {
    clients.publish(event("still-1", "poison again", caption("c")));
    DeadLetter first = letter("still-1");
    assertThat(first.getAttempts()).isEqualTo(1);

    for (int attempt = 2; attempt <= 3; attempt++) {
      JsonNode done = json("replay", "--event", "still-1", "--yes", "--json");
      assertThat(done.get("replayed").intValue()).isEqualTo(1);
      awaitLetters("still-1", attempt);
      DeadLetter next = letters("still-1").get(attempt - 1);
      assertThat(next.getAttempts()).isEqualTo(attempt);
      assertThat(next.getValue()).isEqualTo(first.getValue());
      assertThat(next.getHeaders())
          .extracting(header -> header.getKey())
          .containsOnlyOnce("blipstream.replay.of", "blipstream.replay.attempts");
    }
  }

  @Test
  void originalThatNoLetterTakes_stopsNobodyAndIsReplayedFromItsOrigin() throws Exception {
    clients.publish(event("large-1", "poison" + "x".repeat(3 * LONGEST_LETTER), caption("c")));
    clients.publish(event("small-1", "small", caption("c")));
    DeadLetter letter = letter("large-1");
    awaitResults("small-1", 1);
    assertThat(letter.getOriginal()).isEqualTo(Original.LEFT_OUT);
    assertThat(letter.getValue()).isEmpty();
    assertThat(letter.getValueBytes().orElseThrow()).isGreaterThan(3 * LONGEST_LETTER);
    JsonNode shown = json("dead-letters", "show", "large-1", "--json");
    assertThat(shown.get("original").textValue()).isEqualTo("left_out");

    JsonNode done = json("replay", "--event", "large-1", "--execute", "--json");
    assertThat(done.get("originals_elsewhere").intValue()).isEqualTo(1);
    assertThat(done.get("replayed").intValue()).isEqualTo(1);
    awaitLetters("large-1", 2);
    assertThat(Sha256.of(ByteBuffer.wrap(lastEventOf("large-1").value())))
        .isEqualTo(letter.getValueSha256().orElseThrow());
  }

  @Test
  void letters_areListedGroupedAndShownWithoutAPicturesBytes() throws Exception {
    clients.publish(event("shown-1", "poison to be shown \u001b[31m", caption("c")));
    clients.publish("shown-2", "not Avro \u001b[31m".getBytes(StandardCharsets.UTF_8));
    letter("shown-1");
    letter("shown-2");

    JsonNode listed = jsons("dead-letters", "--subject", "shown-1", "--json").get(0);
    assertThat(listed.get("fault").textValue()).isEqualTo("image-undecodable");
    assertThat(listed.get("feed").textValue()).isEqualTo("default");
    assertThat(command("dead-letters", "--subject", "shown-2").out())
        .contains("record-unreadable")
        .doesNotContain("\u001b");
    assertThat(jsons("dead-letters", "--by", "fault", "--json"))
        .anySatisfy(
            group -> {
              assertThat(group.get("fault").textValue()).isEqualTo("record-unreadable");
              assertThat(group.get("letters").intValue()).isEqualTo(1);
            });
    assertThat(jsons("dead-letters", "--until", "1d", "--json")).isEmpty();
    assertThat(jsons("dead-letters", "--since", "1h", "--limit", "1", "--json")).hasSize(1);

    Path picture = folder.resolve("picture.bin");
    String place = listed.get("place").textValue();
    CommandRun shown = command("dead-letters", "show", place, "--save-image", picture.toString());
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out()).contains("shown-1", "bytes)").doesNotContain("poison to be shown");
    assertThat(Files.readString(picture)).isEqualTo("poison to be shown \u001b[31m");
    CommandRun over = command("dead-letters", "show", place, "--save-image", picture.toString());
    assertThat(over.exitCode()).isEqualTo(FaultCode.FILE_NOT_FOUND.exitCode());
    Path value = folder.resolve("value.bin");
    String garbage =
        jsons("dead-letters", "--subject", "shown-2", "--json").get(0).get("place").textValue();
    command("dead-letters", "show", garbage, "--save-value", value.toString());
    assertThat(Files.readString(value)).isEqualTo("not Avro \u001b[31m");
  }

  @Test
  void whatIsNotThere_isAFault() {
    assertThat(command("dead-letters", "show", "0:999999").exitCode())
        .isEqualTo(FaultCode.LETTER_UNKNOWN.exitCode());
    assertThat(command("dead-letters", "show", "nobody").exitCode())
        .isEqualTo(FaultCode.LETTER_UNKNOWN.exitCode());
    assertThat(json("replay", "--event", "nobody", "--execute", "--json").get("records").intValue())
        .isZero();
  }

  private DeadLetter letter(String key) {
    awaitLetters(key, 1);
    return letters(key).get(0);
  }

  private void awaitLetters(String key, int wanted) {
    while (letters(key).size() < wanted) {
      clients.await(0, ++awaitedLetters);
    }
  }

  private List<DeadLetter> letters(String key) {
    return clients.deadLetters().stream()
        .filter(record -> key.equals(record.key()))
        .map(ConsumerRecord::value)
        .toList();
  }

  private void awaitResults(String subject, int wanted) {
    int awaited = clients.results().size();
    while (resultsOf(subject).values().stream().mapToInt(Integer::intValue).sum() < wanted) {
      clients.await(awaited++, 0);
    }
  }

  private Map<String, Integer> resultsOf(String subject) {
    Map<String, Integer> counts = new HashMap<>();
    clients.results().stream()
        .filter(record -> record.value().getSubject().equals(subject))
        .forEach(record -> counts.merge(record.key(), 1, Integer::sum));
    return counts;
  }

  private static void publishTemplate(String id) {
    Configuration configuration = cluster.configuration();
    try (SpecificAvroSerializer<Template> serializer = new SpecificAvroSerializer<>();
        TemplatePublisher publisher =
            TemplatePublisher.open(
                configuration.kafka(),
                serializer,
                PipelineSettings.topics(configuration).instructionTemplates(),
                Duration.ofSeconds(30))) {
      serializer.configure(configuration.registry(), false);
      publisher.publish(
          List.of(
              Template.newBuilder()
                  .setId(id)
                  .setVersion(1)
                  .setTask(Task.CAPTION)
                  .setText("Say it at last:")
                  .setPublishedAt(Instant.EPOCH)
                  .build()));
    }
  }

  private static void limitDeadLetters(Configuration configuration) throws Exception {
    ConfigResource topic =
        new ConfigResource(
            ConfigResource.Type.TOPIC, PipelineSettings.topics(configuration).deadLetters());
    ConfigEntry limit = new ConfigEntry("max.message.bytes", "" + LONGEST_LETTER);
    try (Admin admin = Admin.create(configuration.kafka())) {
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static long endOfEvents() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private static ConsumerRecord<byte[], byte[]> lastEventOf(String subject) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  if (new String(record.key(), StandardCharsets.UTF_8).equals(subject)) {
                    found.add(record);
                  }
                });
      }
    }
    return found.get(found.size() - 1);
  }

  private static KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(cluster.configuration().kafka());
    settings.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    String topic = PipelineSettings.topics(cluster.configuration()).imageEvents();
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static JsonNode json(String... arguments) {
    List<JsonNode> lines = jsons(arguments);
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  private static List<JsonNode> jsons(String... arguments) {
    CommandRun run = command(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out()
        .lines()
        .map(
            line -> {
              try {
                return JSON.readTree(line);
              } catch (java.io.IOException e) {
                throw new AssertionError(line, e);
              }
            })
        .toList();
  }

  private static CommandRun command(String... arguments) {
    return CommandRun.of(
        unused -> {
          throw new AssertionError("no model is needed here");
        },
        JoiningEnvironment.of(cluster.configuration()),
        arguments);
  }
}

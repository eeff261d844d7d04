package io.blipstream.ops.pipeline;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static io.blipstream.ops.fake.TestClients.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Turn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of an event, on a real broker and a registry; only the network is a fake. */
class WayOfAnEventIT {
  private static final int PARTITIONS = 2;

  @TempDir private static Path folder;
  private static LocalCluster cluster;
  private static FakeEngine engine;
  private static Pipeline pipeline;
  private TestClients clients;
  private int resultsBefore;
  private int lettersBefore;

  @BeforeAll
  static void start() throws Exception {
    Configuration configuration =
        Configuration.of(Map.of("template.wait.ms", "300", "topics.prefix", "shop."));
    cluster = LocalCluster.start(configuration, PARTITIONS, folder, Clock.systemUTC());
    engine = new FakeEngine(Duration.ofMillis(5));
    pipeline = Pipeline.start(cluster.configuration(), engine, PARTITIONS, Clock.systemUTC());
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
  void everyInstruction_becomesOneResultOnItsTasksTopic() {
    clients.publish(
        event(
            "mug-1",
            "a mug",
            caption("c"),
            answer("a", "what color is it?"),
            question("q", "blue")));
    Map<String, ConsumerRecord<String, Result>> results = results("mug-1", 3);
    assertThat(results).containsOnlyKeys("mug-1/c", "mug-1/a", "mug-1/q");
    assertThat(results.get("mug-1/c").topic()).isEqualTo("shop.captions");
    assertThat(results.get("mug-1/a").topic()).isEqualTo("shop.answers");
    assertThat(results.get("mug-1/q").topic()).isEqualTo("shop.questions");
    Result result = results.get("mug-1/a").value();
    assertThat(result.getTask()).isEqualTo(Task.ANSWER);
    assertThat(result.getPrompt()).contains("what color is it?");
    assertThat(result.getText()).contains(FakeEngine.answer("a mug", result.getPrompt()));
    assertThat(result.getTemplateId()).startsWith("answer-");
    assertThat(result.getModelId()).isEqualTo("fake");
    assertThat(result.getOrigin().getTopic()).isEqualTo("shop.image-events");
  }

  @Test
  void clipWithTextAndDialogue_isAnsweredLikeAnyOther() {
    ImageEvent one = event("clip-1", "first", answer("a", "what </s> is it?"));
    Image last =
        Image.newBuilder()
            .setBytes(ByteBuffer.wrap("the last".getBytes(StandardCharsets.UTF_8)))
            .build();
    Instruction told =
        Instruction.newBuilder(one.getInstructions().get(0))
            .setTemplate("answer-05")
            .setOcrTokens(List.of("SALE"))
            .setHistory(List.of(new Turn("Is it new?", "yes")))
            .build();
    clients.publish(
        ImageEvent.newBuilder(one)
            .setImages(List.of(one.getImages().get(0), last))
            .setInstructions(List.of(told))
            .build());
    Result result = results("clip-1", 1).get("clip-1/a").value();
    assertThat(result.getPrompt())
        .isEqualTo(
            "OCR tokens: SALE. Dialog history: Q: Is it new? A: yes\n"
                + " Question: what < /s> is it? Short answer:");
    assertThat(result.getFrames()).extracting(frame -> frame.getBytes()).containsExactly(5L, 8L);
  }

  @Test
  void poisonPicture_costsItsOwnDeadLettersAndNothingElse() {
    clients.publish(event("good-1", "good", caption("c")));
    clients.publish(event("bad-1", "poison", caption("c")));
    clients.publish(event("good-2", "good", caption("c")));
    assertThat(results("good-1", 1)).hasSize(1);
    assertThat(results("good-2", 1)).hasSize(1);
    DeadLetter letter = letter("bad-1");
    assertThat(letter.getFault()).isEqualTo("image-undecodable");
    assertThat(letter.getEventId()).contains("bad-1");
    assertThat(results("bad-1", 0)).isEmpty();
  }

  @Test
  void unknownTemplate_isADeadLetterOfThatInstruction() {
    Instruction unknown =
        Instruction.newBuilder()
            .setId("u")
            .setTask(Task.CAPTION)
            .setTemplate("no-such-template")
            .build();
    clients.publish(event("half-1", "half", caption("c"), unknown));
    assertThat(results("half-1", 1)).containsOnlyKeys("half-1/c");
    DeadLetter letter = letter("half-1");
    assertThat(letter.getFault()).isEqualTo("template-unknown");
    assertThat(letter.getInstructionId()).contains("u");
    assertThat(letter.getTemplate()).contains("no-such-template");
  }

  @Test
  void garbageRecord_isADeadLetterWithItsBytes() {
    byte[] garbage = "not Avro at all".getBytes(StandardCharsets.UTF_8);
    clients.publish("garbage-1", garbage);
    clients.publish(event("after-1", "after", caption("c")));
    assertThat(results("after-1", 1)).hasSize(1);
    DeadLetter letter = letter("garbage-1");
    assertThat(letter.getFault()).isEqualTo("record-unreadable");
    assertThat(letter.getValue()).contains(ByteBuffer.wrap(garbage));
  }

  private Map<String, ConsumerRecord<String, Result>> results(String subject, int wanted) {
    while (count(subject) < wanted) {
      clients.await(++resultsBefore, 0);
    }
    return clients.results().stream()
        .filter(record -> record.value().getSubject().equals(subject))
        .collect(Collectors.toMap(ConsumerRecord::key, record -> record));
  }

  private long count(String subject) {
    return clients.results().stream()
        .filter(record -> record.value().getSubject().equals(subject))
        .count();
  }

  private DeadLetter letter(String key) {
    while (clients.deadLetters().stream().noneMatch(record -> key.equals(record.key()))) {
      clients.await(0, ++lettersBefore);
    }
    return clients.deadLetters().stream()
        .filter(record -> key.equals(record.key()))
        .map(ConsumerRecord::value)
        .reduce(
            (one, other) -> {
              throw new AssertionError("two dead letters for " + key);
            })
        .orElseThrow();
  }
}

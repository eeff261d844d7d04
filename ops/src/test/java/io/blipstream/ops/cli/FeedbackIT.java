package io.blipstream.ops.cli;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.JoiningEnvironment;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.model.VisionLanguageModel;
import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.Topics;
import io.blipstream.topology.feedback.FeedbackPublisher;
import io.blipstream.topology.routing.Sha256;
import io.blipstream.topology.routing.SubjectPartitioner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop on a real broker and a real checkpoint: said, corrected, learned, served. */
class FeedbackIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CHECKPOINT = Path.of("../checkpoints/instructblip-scenes");
  private static final int PICTURES = 6;

  @TempDir private Path folder;
  private LocalCluster cluster;
  private Topics topics;
  private Engine engine;
  private Pipeline pipeline;
  private TestClients clients;
  private SpecificAvroSerializer<Feedback> serializer;
  private FeedbackPublisher desk;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start() throws InterruptedException {
    Configuration given = Configuration.of(Map.of("model.dir", CHECKPOINT.toString()));
    cluster = LocalCluster.start(given, 2, folder.resolve("cluster"), Clock.systemUTC());
    Configuration configuration = cluster.configuration();
    topics = PipelineSettings.topics(configuration);
    engine = CheckpointEngine.open(configuration);
    pipeline =
        Pipeline.start(
            configuration, engine, PipelineSettings.topology(configuration, 2), Clock.systemUTC());
    assertThat(pipeline.awaitRunning(Duration.ofMinutes(1))).isTrue();
    clients = new TestClients(configuration);
    serializer = new SpecificAvroSerializer<>();
    serializer.configure(configuration.registry(), false);
    desk =
        FeedbackPublisher.open(
            configuration.kafka(), serializer, topics.feedback(), Clock.systemUTC());
    producer =
        new KafkaProducer<>(
            configuration.kafka(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    producer.close();
    desk.close();
    serializer.close();
    clients.close();
    pipeline.close();
    engine.close();
    cluster.close();
  }

  @Test
  void corrections_becomeAVersionedDataSet_thatIsLearnedFrom() throws Exception {
    askAboutPictures();
    correct("s0/q", "yes", "desk-1");
    correct("s0/q", "no", "desk-2");
    IntStream.range(1, PICTURES).forEach(i -> correct("s" + i + "/q", "no", "desk-1"));
    correct("s1/c", "a </s> red\nball", "desk-2");
    correct("clip/c", "two pictures", "desk-1");
    correctWhatLiesElsewhere();
    send(topics.feedback(), "s0/q", "no Avro".getBytes(UTF_8));

    JsonNode first = feedback();
    Path version = Path.of(first.path("version").asText());
    assertThat(first.path("new").asBoolean()).isTrue();
    assertThat(first.at("/rows/feedback-answers").asInt()).isEqualTo(PICTURES);
    assertThat(first.at("/rows/feedback-captions").asInt()).isEqualTo(1);
    assertThat(first.at("/given_by/desk-1").asInt()).isEqualTo(PICTURES - 1);
    assertThat(first.at("/given_by/desk-2").asInt()).isEqualTo(2);
    assertThat(first.path("replaced").asInt()).isEqualTo(1);
    assertThat(first.path("unusable").asInt()).isEqualTo(1);
    assertThat(first.path("by_address").asInt()).isEqualTo(1);
    assertThat(first.at("/left_out/clip").asInt()).isEqualTo(1);
    assertRows(version);

    JsonNode again = feedback();
    assertThat(again.path("version")).isEqualTo(first.path("version"));
    assertThat(again.path("new").asBoolean()).isFalse();

    Path learned = learn();
    try (VisionLanguageModel model = VisionLanguageModel.open(learned)) {
      assertThat(model.config().family()).isEqualTo("instructblip-t5");
    }

    // One correction is taken back, one subject erased: neither is in the next version.
    send(topics.feedback(), "s2/q", null);
    int before = clients.results().size();
    clients.publish("s3", null);
    clients.await(before + 2, 0);
    JsonNode next = feedback();
    assertThat(next.at("/rows/feedback-answers").asInt()).isEqualTo(PICTURES - 2);
    assertThat(next.path("forgotten").asInt()).isEqualTo(2);
    assertThat(next.path("version")).isNotEqualTo(first.path("version"));
    assertThat(next.path("stale")).extracting(JsonNode::asText).containsExactly("" + version);
    assertThat(folder.resolve("sets/latest").toRealPath().getFileName().toString())
        .isEqualTo(Path.of(next.path("version").asText()).getFileName().toString());
    assertThat(files(folder.resolve("sets/latest/pictures"))).isEqualTo(PICTURES - 2);
  }

  private void askAboutPictures() throws IOException {
    for (int i = 0; i < PICTURES; i++) {
      clients.publish(
          ImageEvent.newBuilder(event("s" + i, "", caption("c"), answer("q", "is there a dog?")))
              .setImages(List.of(image(i)))
              .build());
    }
    clients.publish(
        ImageEvent.newBuilder(event("clip", "", caption("c")))
            .setImages(List.of(image(0), image(1)))
            .build());
    clients.publish(
        ImageEvent.newBuilder(event("away", "", caption("c")))
            .setImages(
                List.of(Image.newBuilder().setUri("https://images.example.org/a.jpg").build()))
            .build());
    clients.await(2 * PICTURES + 1, 1);
  }

  private void assertRows(Path version) throws IOException {
    JsonNode caption = JSON.readTree(Files.readString(version.resolve("captions.jsonl")));
    Result said = result("s1/c");
    assertThat(caption.path("id").asText()).isEqualTo("s1/c");
    assertThat(caption.path("text").asText()).isEqualTo(said.getPrompt());
    assertThat(caption.path("said").asText()).isEqualTo(said.getText().orElseThrow());
    assertThat(caption.path("answer").asText()).isEqualTo("a < /s> red ball");
    assertThat(caption.path("template").asText())
        .isEqualTo(said.getTemplateId() + '@' + said.getTemplateVersion());
    Path picture = version.resolve(caption.path("image").asText());
    assertThat(Sha256.of(ByteBuffer.wrap(Files.readAllBytes(picture))))
        .isEqualTo(said.getImage().orElseThrow().getSha256());
    JsonNode away = JSON.readTree(Files.readString(version.resolve("addresses.jsonl")));
    assertThat(away.path("uri").asText()).isEqualTo("https://images.example.org/a.jpg");
    List<String> answers =
        Files.readAllLines(version.resolve("answers.jsonl")).stream()
            .filter(line -> line.contains("\"s0/q\""))
            .toList();
    assertThat(answers).singleElement().asString().contains("\"answer\":\"no\"", "desk-2");
  }

  /** Two steps, by the command, from the link. */
  private Path learn() throws IOException {
    Path config = folder.resolve("tune.properties");
    Files.writeString(
        config,
        String.join(
            "\n",
            "model.dir=" + CHECKPOINT.toAbsolutePath().normalize(),
            "data.file=sets/latest/sets.json",
            "output.dir=learned",
            "steps=2",
            "warmup=0",
            "batch=4",
            "validation=0"));
    CommandRun run = command("tune", "--config", config.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("feedback-answers: " + PICTURES + " samples, 0 broken");
    return folder.resolve("learned");
  }

  private void correct(String key, String right, String by) {
    assertThat(desk.publish(result(key), right, by)).succeedsWithin(Duration.ofSeconds(30));
  }

  /** Nothing was answered of it; whoever knows the picture may say what is on it all the same. */
  private void correctWhatLiesElsewhere() {
    Result never =
        Result.newBuilder(result("s0/c"))
            .setEventId("away")
            .setSubject("away")
            .setText(null)
            .setImage(null)
            .setOrigin(clients.deadLetters().get(0).value().getOrigin())
            .build();
    assertThat(desk.publish(never, "far away", "desk-1")).succeedsWithin(Duration.ofSeconds(30));
  }

  private Result result(String key) {
    return clients.results().stream()
        .filter(record -> key.equals(record.key()))
        .map(ConsumerRecord::value)
        .findFirst()
        .orElseThrow();
  }

  private void send(String topic, String key, byte[] value) throws Exception {
    producer
        .send(new ProducerRecord<>(topic, partition(key), key.getBytes(UTF_8), value))
        .get(30, TimeUnit.SECONDS);
  }

  /** Where that key's corrections are: by subject, not by the whole key. */
  private int partition(String key) {
    return SubjectPartitioner.partition(key.getBytes(UTF_8), 2);
  }

  private JsonNode feedback() throws IOException {
    CommandRun run = command("feedback", "--out", folder.resolve("sets").toString(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  private CommandRun command(String... arguments) {
    return CommandRun.of(
        CheckpointEngine::open, JoiningEnvironment.of(cluster.configuration()), arguments);
  }

  private static Image image(int i) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("bench/scenes/%04d.jpg".formatted(i)));
    return Image.newBuilder().setBytes(ByteBuffer.wrap(bytes)).build();
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }
}

package io.blipstream.ops.examples;

import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.cluster.CommittedConsumers;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.recipe.RecipeName;
import io.blipstream.schemas.AltText;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.serde.SpecificAvroSerde;
import io.blipstream.topology.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/examples.md says to do with Java alone, as processes beside a real broker; the rest is
 * for examples/check.sh. Only the network is a fake.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Path folder;
  private Configuration configuration;
  private LocalCluster cluster;
  private FakeEngine engine;
  private Pipeline pipeline;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Clock clock = Clock.systemUTC();
    cluster = LocalCluster.start(Configuration.of(Map.of()), 1, folder.resolve("cluster"), clock);
    configuration = cluster.configuration();
    engine = new FakeEngine(Duration.ZERO);
    pipeline = Pipeline.start(configuration, engine, 1, clock);
    assertThat(pipeline.awaitRunning(PATIENCE)).isTrue();
  }

  @AfterAll
  void stop() {
    pipeline.close();
    engine.close();
    cluster.close();
  }

  private String broker() {
    return (String) configuration.kafka().get("bootstrap.servers");
  }

  private String registry() {
    return (String) configuration.registry().get("schema.registry.url");
  }

  /** With this test's own class path. */
  private Process java(Path out, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  @Test
  void javaProducersEvent_isAnswered_andItReadsTheAnswers() throws Exception {
    Path picture = Files.writeString(folder.resolve("mug-1.gif"), "GIF89a a mug");
    Path out = folder.resolve("producer.txt");
    Process process =
        java(
            out,
            EXAMPLES.resolve("producers/Produce.java").toString(),
            broker(),
            registry(),
            picture.toString());
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(out);
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).contains("mug-1/caption: OK GIF89a a mug", "mug-1/colour: OK GIF89a a mug");
  }

  @Test
  void recipe_joinsAClusterThatItsConfigurationNames() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("my.properties"),
            "kafka.bootstrap.servers=%s%nschema.registry.url=%s%nkafka.state.dir=%s%n"
                .formatted(broker(), registry(), folder.resolve("state")));
    Path out = folder.resolve("recipe.txt");
    Process process =
        java(out, "io.blipstream.ops.cli.Main", "recipe", "alt-text", "--config", file.toString());
    try (TestClients clients = new TestClients(configuration)) {
      clients.publish(
          event("mug-2", "GIF89a a mug", RecipeName.ALT_TEXT.instructions(configuration).get(0)));
      // The fake is too unsure for its words to be the text.
      assertThat(altText(out).getCaption())
          .hasValueSatisfying(words -> assertThat(words).startsWith("GIF89a a mug"));
    } finally {
      process.destroy();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  /**
   * @param out what the recipe says meanwhile
   */
  private AltText altText(Path out) throws Exception {
    Topics topics = PipelineSettings.topics(configuration);
    long start = System.nanoTime();
    try (KafkaConsumer<byte[], byte[]> consumer =
            CommittedConsumers.fromBeginning(configuration.kafka(), List.of(topics.altTexts()));
        SpecificAvroSerde<AltText> serde =
            SpecificAvroSerde.of(AltText.class, configuration.registry(), false)) {
      while (System.nanoTime() - start < PATIENCE.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
          return serde.deserializer().deserialize(each.topic(), each.headers(), each.value());
        }
      }
      throw new AssertionError("no alt text came: " + Files.readString(out));
    }
  }

  @Test
  void schemaInOnePiece_isTodays() throws Exception {
    Schema shown = new Schema.Parser().parse(EXAMPLES.resolve("ImageEvent.avsc").toFile());
    assertThat(SchemaNormalization.toParsingForm(shown))
        .isEqualTo(SchemaNormalization.toParsingForm(ImageEvent.getClassSchema()));
    assertThat(Optional.ofNullable(shown.getField("feed").defaultVal())).contains("default");
  }
}

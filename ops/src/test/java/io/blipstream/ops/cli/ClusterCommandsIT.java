package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.topics.TopicPlan;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that change or look at a cluster, each run as a process. */
class ClusterCommandsIT {
  @TempDir private static Path folder;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(Configuration.of(Map.of()), 2, folder, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void topics_arePlannedMadeAndVerified() throws Exception {
    String config = configuration("new", "topics.prefix=new.\n");
    CommandProcess plan = command("topics", "plan", "--config", config, "--json");
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    JsonNode differences = new ObjectMapper().readTree(plan.out()).path("differences");
    assertThat(differences)
        .hasSize(9)
        .allSatisfy(each -> assertThat(each.path("found").isNull()).isTrue());
    CommandProcess before = command("topics", "verify", "--config", config);
    assertThat(before.exitCode()).isEqualTo(FaultCode.TOPIC_INVALID.exitCode());
    assertThat(before.out()).contains("new.image-events is missing", "new.replays is missing");
    CommandProcess apply = command("topics", "apply", "--config", config, "--partitions", "3");
    assertThat(apply.exitCode()).as(apply.err()).isZero();
    CommandProcess after = command("topics", "verify", "--config", config);
    assertThat(after.exitCode()).as(after.out()).isZero();
    try (Cluster admin = Cluster.of(cluster.configuration().kafka())) {
      assertThat(admin.partitions("new.image-events")).isEqualTo(3);
      admin.requireTopics(new Topics("new."));
    }
  }

  @Test
  void whatDiffers_isNamedAndMended_butPartitionsOnlyWhenAsked() throws Exception {
    String config = configuration("odd", "topics.prefix=odd.\napplication.id=odd\n");
    try (Cluster admin = Cluster.of(cluster.configuration().kafka())) {
      admin
          .topics()
          .create(
              List.of(
                  new NewTopic("odd.image-events", 4, (short) 1)
                      .configs(Map.of("max.message.bytes", "1000")),
                  new NewTopic("odd.instruction-templates", 1, (short) 1),
                  new NewTopic("odd.captions", 1, (short) 1),
                  new NewTopic(TopicPlan.changelog("odd"), 2, (short) 1)));
    }
    CommandRun verify = inProcess("topics", "verify", "--config", config);
    assertThat(verify.exitCode()).isEqualTo(FaultCode.TOPIC_INVALID.exitCode());
    assertThat(verify.out())
        .contains(
            "odd.instruction-templates has cleanup.policy=delete, wanted compact",
            "odd.captions has partitions=1, wanted 4",
            "odd-enrichment-memory-changelog has partitions=2, wanted 4",
            "odd.image-events has max.message.bytes=1000, wanted 21048576");
    CommandRun apply = inProcess("topics", "apply", "--config", config);
    assertThat(apply.exitCode()).isEqualTo(FaultCode.TOPIC_INVALID.exitCode());
    assertThat(apply.out().lines())
        .containsExactly(
            "odd.captions has partitions=1, wanted 4",
            "odd-enrichment-memory-changelog has partitions=2, wanted 4");
    CommandRun grown = inProcess("topics", "apply", "--config", config, "--partitions", "4");
    assertThat(grown.out().lines()).singleElement().asString().contains("changelog");
  }

  @Test
  void reset_saysFirstAndDeletesThen() throws Exception {
    String config = configuration("gone", "application.id=gone\n");
    Path state = folder.resolve("state").resolve("gone");
    Files.createDirectories(state.resolve("0_0"));
    commitAs("gone");
    try (Cluster admin = Cluster.of(cluster.configuration().kafka())) {
      admin.create(List.of(new NewTopic(TopicPlan.changelog("gone"), 2, (short) 1)));
    }
    CommandProcess said = command("reset", "--config", config);
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out())
        .contains(
            "would delete group gone",
            "would delete offset 7 of image-events-1",
            "would delete topic gone-enrichment-memory-changelog",
            "would delete folder " + state,
            "nothing was deleted");
    assertThat(state).exists();
    CommandProcess done = command("reset", "--config", config, "--yes", "--json");
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(new ObjectMapper().readTree(done.out()).path("done").asBoolean()).isTrue();
    assertThat(state).doesNotExist();
    assertThat(inProcess("reset", "--config", config).out()).startsWith("nothing to delete");
  }

  @Test
  void reset_refusesWhileInstancesRun() throws Exception {
    String config = configuration("busy", "application.id=busy\n");
    try (KafkaConsumer<byte[], byte[]> member = consumer("busy")) {
      member.subscribe(List.of("image-events"));
      while (member.assignment().isEmpty()) {
        member.poll(Duration.ofMillis(100));
      }
      CommandRun run = inProcess("reset", "--config", config, "--yes");
      assertThat(run.exitCode()).as(run.err()).isEqualTo(FaultCode.APPLICATION_RUNNING.exitCode());
    }
  }

  @Test
  void templatesOfOnesOwn_arePublished() throws Exception {
    Path file = folder.resolve("own.jsonl");
    Files.writeString(
        file, "{\"id\":\"own\",\"version\":1,\"task\":\"CAPTION\",\"text\":\"A photo of\"}\n");
    String config = configuration("own", "");
    CommandProcess run =
        command("templates", "publish", file.toString(), "--config", config, "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo("{\"published\":[\"own@1\"]}");
  }

  /** What is withdrawn, contradicts or cannot be read is not what an application words with. */
  @Test
  void templatesOfTheCluster_areThoseThatAnApplicationHolds() throws Exception {
    String config = configuration("listed", "topics.prefix=listed.\n");
    assertThat(inProcess("topics", "apply", "--config", config).exitCode()).isZero();
    Path file = folder.resolve("listed.jsonl");
    String line = "{\"id\":\"%s\",\"version\":%d,\"task\":\"CAPTION\",\"text\":\"%s\"}\n";
    Files.writeString(
        file, line.formatted("a", 1, "A photo of") + line.formatted("a", 2, "This is"));
    assertThat(inProcess("templates", "publish", "--config", config, file.toString()).exitCode())
        .isZero();
    Files.writeString(file, line.formatted("a", 1, "Other words"));
    assertThat(inProcess("templates", "publish", "--config", config, file.toString()).exitCode())
        .isZero();
    CommandProcess run = command("templates", "list", "--config", config, "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            line.formatted("a", 2, "This is").strip(),
            line.formatted("a", 1, "A photo of").strip());
    assertThat(run.err())
        .contains("refused listed.instruction-templates", "template-contradicting");
  }

  @Test
  void deadLettersAndCorrections_areLookedForWhereThereAreNone() throws Exception {
    String config = configuration("letters", "");
    CommandProcess list = command("dead-letters", "--config", config, "--json");
    assertThat(list.exitCode()).as(list.err()).isZero();
    assertThat(list.out()).isEmpty();
    CommandProcess show = command("dead-letters", "show", "0:0", "--config", config, "--json");
    assertThat(show.exitCode()).as(show.out()).isEqualTo(FaultCode.LETTER_UNKNOWN.exitCode());
    String out = folder.resolve("corrections").toString();
    CommandProcess feedback = command("feedback", "--out", out, "--config", config, "--json");
    assertThat(feedback.exitCode()).as(feedback.err()).isZero();
    assertThat(new ObjectMapper().readTree(feedback.out()).path("version").isNull()).isTrue();
    Configuration local = cluster.configuration();
    CommandProcess replay =
        command(
            "replay",
            "--all",
            "--set",
            "kafka.bootstrap.servers=" + local.kafka().get("bootstrap.servers"),
            "--set",
            "schema.registry.url=" + local.registry().get("schema.registry.url"),
            "--json");
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    assertThat(new ObjectMapper().readTree(replay.out()).path("records").asInt()).isZero();
  }

  private static void commitAs(String group) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(group)) {
      TopicPartition partition = new TopicPartition("image-events", 1);
      consumer.assign(List.of(partition));
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(7)));
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String group) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            cluster.configuration().kafka().get("bootstrap.servers"),
            "group.id",
            group),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static String configuration(String name, String more) throws Exception {
    Configuration local = cluster.configuration();
    return Files.writeString(
            folder.resolve(name + ".properties"),
            "kafka.bootstrap.servers=%s\nkafka.state.dir=%s\nschema.registry.url=%s\n%s"
                .formatted(
                    local.kafka().get("bootstrap.servers"),
                    folder.resolve("state"),
                    local.registry().get("schema.registry.url"),
                    more))
        .toString();
  }

  private static CommandProcess command(String... arguments) throws Exception {
    return CommandProcess.of(folder, arguments);
  }

  private static CommandRun inProcess(String... arguments) {
    return CommandRun.of(
        configuration -> {
          throw new AssertionError("no engine is needed");
        },
        arguments);
  }
}

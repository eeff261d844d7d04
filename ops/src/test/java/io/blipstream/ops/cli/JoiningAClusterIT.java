package io.blipstream.ops.cli;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoiningAClusterIT {
  private static final String PICTURE = "bytes-of-a-picture";
  private static final String QUESTION = "where is the treasure?";

  @TempDir private static Path folder;

  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(Configuration.of(Map.of()), 1, folder, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void runningProcess_answersAndEndsInOrderOnSigterm() throws Exception {
    Path log = folder.resolve("run.log");
    Path told = folder.resolve("run.jsonl");
    Path config =
        configuration(
            "run.properties",
            "model.dir=../checkpoints/instructblip-scenes\nlog.format=json\nhttp.port=0\n");
    ProcessBuilder command =
        CommandProcess.builder("run", "--json", "--config", config.toString())
            .redirectError(log.toFile())
            .redirectOutput(told.toFile());
    command.environment().put("BLIPSTREAM_LOG", "INFO");
    Process process = command.start();
    try (TestClients clients = new TestClients(cluster.configuration())) {
      clients.publish(event("not-a-picture", PICTURE, answer("a", QUESTION)));
      clients.await(0, 1);
      assertThat(clients.deadLetters().get(0).value().getFault()).isEqualTo("image-undecodable");
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(Files.readAllLines(told).stream().map(JoiningAClusterIT::happening))
          .containsExactly("serving", "running", "stopping", "ended");
      assertThat(Files.readString(log)).doesNotContain("Exception", "in time");
      assertNamesTheEventButNotWhatWasAsked(Files.readAllLines(log));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void missingTopics_areNamedWithARemedy() throws Exception {
    CommandRun run = run(configuration("other.properties", "topics.prefix=other.\n"));
    assertThat(run.exitCode()).isEqualTo(FaultCode.TOPIC_INVALID.exitCode());
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("other.image-events", "other.dead-letters", "cleanup.policy=compact");
  }

  @Test
  void unreachableCluster_isABrokerFault() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("nowhere.properties"),
            """
            kafka.bootstrap.servers=127.0.0.1:1
            kafka.default.api.timeout.ms=2000
            kafka.request.timeout.ms=1000
            schema.registry.url=http://127.0.0.1:1
            model.dir=m
            """);
    CommandRun run = run(config);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(FaultCode.BROKER_UNAVAILABLE.exitCode());
    assertThat(run.err()).contains("`blipstream doctor` says why");
  }

  @Test
  void whatIsNotConfigured_isSaidBeforeAnythingStarts() throws Exception {
    Path noCluster =
        Files.writeString(folder.resolve("none.properties"), "schema.registry.url=http://r\n");
    CommandRun cluster = run(noCluster);
    assertThat(cluster.exitCode()).isEqualTo(FaultCode.CONFIGURATION_INVALID.exitCode());
    assertThat(cluster.err()).contains("kafka.bootstrap.servers");
    Path noRegistry =
        Files.writeString(folder.resolve("half.properties"), "kafka.bootstrap.servers=b:1\n");
    CommandRun registry = run(noRegistry);
    assertThat(registry.exitCode()).isEqualTo(FaultCode.CONFIGURATION_INVALID.exitCode());
    assertThat(registry.err()).contains("schema.registry.url");
  }

  @Test
  void templates_areListedAndPublishedAgainWithoutHarm() throws Exception {
    assertThat(command("templates", "list").out().lines()).hasSize(29);
    Path config = configuration("publish.properties", "");
    CommandRun run = command("templates", "publish", "--config", config.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("29");
  }

  private static String happening(String line) {
    return json(line).path("event").asText();
  }

  /** Each line is JSON; the dead letter's has the event's id, its place and the fault's code. */
  private static void assertNamesTheEventButNotWhatWasAsked(List<String> log) {
    assertThat(log)
        .anySatisfy(
            line -> {
              JsonNode json = json(line);
              assertThat(json.path("mdc").path("event_id").asText()).isEqualTo("not-a-picture");
              assertThat(json.path("kvpList").toString())
                  .contains("{\"fault\":\"image-undecodable\"}")
                  .contains("{\"topic\":\"image-events\"}");
            });
    assertThat(log)
        .allSatisfy(line -> assertThat(json(line).path("level").asText()).isNotEmpty())
        .noneMatch(line -> line.contains(PICTURE) || line.contains(QUESTION));
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }

  private static Path configuration(String name, String more) throws Exception {
    Configuration local = cluster.configuration();
    return Files.writeString(
        folder.resolve(name),
        "kafka.bootstrap.servers=%s\nkafka.state.dir=%s\nschema.registry.url=%s\n%s"
            .formatted(
                local.kafka().get("bootstrap.servers"),
                folder.resolve("state"),
                local.registry().get("schema.registry.url"),
                more));
  }

  private static CommandRun run(Path config) {
    return command("run", "--config", config.toString());
  }

  private static CommandRun command(String... arguments) {
    return CommandRun.of(configuration -> new FakeEngine(Duration.ZERO), arguments);
  }
}

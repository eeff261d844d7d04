package io.blipstream.ops.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.topology.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Confluent's Python client, with its Avro serializer, as producer and consumer. Needs a Python
 * that has it, named by {@code INTEROP_PYTHON}: {@code ops/bench/interop.sh} makes one.
 */
class PythonIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVENTS = 500;

  @Test
  void eventsFromPython_areAnsweredOnceEach_andPythonReadsTheResults(@TempDir Path folder)
      throws Exception {
    String python = System.getenv("INTEROP_PYTHON");
    assumeTrue(python != null, "INTEROP_PYTHON names no Python with confluent-kafka");
    try (LocalCluster cluster =
            LocalCluster.start(Configuration.of(Map.of()), 1, folder, Clock.systemUTC());
        FakeEngine engine = new FakeEngine(Duration.ofMillis(5));
        Pipeline pipeline = Pipeline.start(cluster.configuration(), engine, 1, Clock.systemUTC())) {
      assertThat(pipeline.awaitRunning(Duration.ofMinutes(1))).isTrue();
      Topics topics = PipelineSettings.topics(cluster.configuration());
      Process process =
          new ProcessBuilder(
                  python,
                  "bench/interop.py",
                  "live",
                  (String) cluster.configuration().kafka().get("bootstrap.servers"),
                  (String) cluster.configuration().registry().get("schema.registry.url"),
                  Integer.toString(EVENTS),
                  topics.imageEvents(),
                  topics.captions(),
                  topics.answers())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(out).isZero();
      Map<String, JsonNode> byKey = new TreeMap<>();
      for (String line : out.lines().toList()) {
        JsonNode record = JSON.readTree(line);
        assertThat(byKey.put(record.path("key").asText(), record)).as("once").isNull();
      }
      assertThat(byKey).hasSize(2 * EVENTS);
      for (int i = 0; i < EVENTS; i++) {
        assertAnswered(byKey.get("shoe/" + i + "/caption"), topics.captions(), i);
        assertAnswered(byKey.get("shoe/" + i + "/colour"), topics.answers(), i);
      }
    }
  }

  private static void assertAnswered(JsonNode record, String topic, int event) {
    assertThat(record.path("topic").asText()).isEqualTo(topic);
    assertThat(record.path("value").path("event_id").asText()).isEqualTo("from-python-" + event);
    assertThat(record.path("value").path("text").asText()).isNotEmpty();
  }
}

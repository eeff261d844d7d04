package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.fake.FakeEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each benchmark that has a broker, at its smallest: whether it measures, not what. */
class BenchFromTopicToTopicIT {
  private final FakeEngine engine = new FakeEngine(Duration.ofMillis(1));

  @Test
  void pipelineFeedsTheEngineDirectlyWithWhatTheTopologyAskedOfIt() throws Exception {
    JsonNode found = found("pipeline", "--events=10", "--warm-up=10", "--rounds=2");
    assertThat(found.path("ratio").asDouble()).isPositive();
    assertThat(found.path("ratio_by_round")).hasSize(2);
    assertThat(engine.stats().answers())
        .as("3 instructions, (10 warm + 2 rounds of 10) events, asked twice")
        .isEqualTo(3 * (10 + 2 * 10) * 2);
  }

  @Test
  void fanoutGoesThroughTheTopology() throws Exception {
    JsonNode found = found("fanout", "--pipeline", "--pictures=5", "--rounds=1");
    assertThat(found.path("through").asText()).isEqualTo("pipeline");
    assertThat(found.path("ratio").asDouble()).isPositive();
    assertThat(engine.stats().answers()).isEqualTo(2 * (5 * 3 + 5));
  }

  @Test
  void alternativesStandBesideThePipeline() throws Exception {
    JsonNode found = found("alternatives", "--events=6", "--rounds=1");
    assertThat(found.path("factor_over_synchronous").asDouble()).isPositive();
    assertThat(found.has("factor_over_python")).as("no Python was named").isFalse();
  }

  @Test
  void growthHasThreeInstancesAtWork() throws Exception {
    JsonNode found = found("growth", "--events=60");
    assertThat(found.path("ratio").asDouble()).isPositive();
    assertThat(found.path("events_by_instance")).hasSize(3);
    assertThat(found.path("events_by_instance"))
        .allSatisfy(events -> assertThat(events.asInt()).isPositive());
  }

  @Test
  void growthOfAStreamIsToldForEachPowerOfTen() throws Exception {
    JsonNode found = found("growth", "--stream", "--events=1000");
    assertThat(found.path("microseconds_per_event").has("to 1000")).isTrue();
    assertThat(found.path("ratio").asDouble()).as("of the only stretch to itself").isEqualTo(1);
  }

  private JsonNode found(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("bench"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--json", "--model", "m", "--requests=bench/scenes/requests.jsonl"));
    CommandRun run = CommandRun.of(configuration -> engine, all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }
}

package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final FakeEngine engine = new FakeEngine(Duration.ofMillis(1));

  @BeforeEach
  void pictures() throws Exception {
    Files.writeString(folder.resolve("cat.png"), "cat");
    Files.writeString(folder.resolve("dog.png"), "dog");
    Files.writeString(folder.resolve("bad.png"), "poison");
  }

  @Test
  void modelTellsItsRateOverTheMeasuredPassesAlone() throws Exception {
    JsonNode found = found("model", "--passes", "2", "--requests", file("cat", "cat", "dog"));
    assertThat(found.path("requests").asInt()).isEqualTo(3);
    assertThat(found.path("pictures").asInt()).isEqualTo(2);
    assertThat(found.path("tokens").asInt()).isEqualTo(6);
    assertThat(found.path("requests_per_s").asDouble()).isPositive();
    assertThat(found.path("requests_per_s_by_pass")).hasSize(2);
    assertThat(found.path("model").asText()).isEqualTo("fake");
    assertThat(engine.stats().answers()).as("with the warm pass").isEqualTo(9);
  }

  @Test
  void unreadablePicture_endsTheBenchmarkWithItsFault() throws Exception {
    CommandRun run = bench("model", "--requests", file("cat", "bad"));
    assertThat(run.exitCode()).isEqualTo(FaultCode.IMAGE_UNDECODABLE.exitCode());
    assertThat(run.out()).isEmpty();
  }

  @Test
  void fanoutAsksEachPictureOnceAndThrice() throws Exception {
    JsonNode found = found("fanout", "--rounds", "2", "--requests", file("cat", "cat", "dog"));
    assertThat(found.path("pictures").asInt()).isEqualTo(2);
    assertThat(found.path("ratio").asDouble()).isPositive();
    assertThat(found.path("ratio_by_round")).hasSize(2);
    assertThat(engine.stats().answers()).as("(2 · 1 + 2 · 3) · (2 + 1 rounds)").isEqualTo(24);
  }

  @Test
  void lanesAskInteractivelyBesideABulkFeed() throws Exception {
    JsonNode found =
        found(
            "lanes", "--open=3", "--interactive=5", "--rounds=2", "--requests", file("cat", "dog"));
    assertThat(found.path("interactive_requests").asInt()).isEqualTo(10);
    assertThat(found.path("ratio").asDouble()).isPositive();
    assertThat(found.path("loaded_p99_ms").asDouble())
        .isGreaterThanOrEqualTo(found.path("loaded_p50_ms").asDouble());
    assertThat(engine.mostOpen()).as("the feed's and the one that waits").isEqualTo(4);
  }

  @Test
  void prepareCountsPictures() throws Exception {
    CommandRun run =
        bench(
            "prepare",
            "--json",
            "--passes=1",
            "--seconds=0.05",
            "--model=../checkpoints/instructblip-scenes",
            "--requests=bench/scenes/requests.jsonl");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode found = JSON.readTree(run.out());
    assertThat(found.path("pictures").asInt()).isEqualTo(200);
    assertThat(found.path("pictures_per_s").asDouble()).isPositive();
  }

  @Test
  void parentAlone_asksWhichOne() {
    CommandRun run = bench();
    assertThat(run.exitCode()).isEqualTo(FaultCode.USAGE.exitCode());
    assertThat(run.err()).contains("which benchmark?");
  }

  private JsonNode found(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", "--model", "m"));
    CommandRun run = bench(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    return JSON.readTree(run.out());
  }

  private CommandRun bench(String... arguments) {
    List<String> all = new ArrayList<>(List.of("bench"));
    all.addAll(List.of(arguments));
    return CommandRun.of(configuration -> engine, all.toArray(String[]::new));
  }

  private String file(String... pictures) throws Exception {
    Path file = folder.resolve("requests.jsonl");
    List<String> lines = new ArrayList<>();
    for (String picture : pictures) {
      lines.add("{\"image\": \"%s.png\", \"prompt\": \"what?\"}".formatted(picture));
    }
    return Files.write(file, lines).toString();
  }
}

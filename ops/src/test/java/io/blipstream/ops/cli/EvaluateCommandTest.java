package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void dataSets() throws IOException {
    Files.writeString(folder.resolve("cat.png"), "cat");
    Files.writeString(folder.resolve("dog.png"), "dog");
    Files.writeString(
        folder.resolve("in.jsonl"),
        """
        {"image": "cat.png", "question": "what?", "answer": "cat: Q: what?"}
        {"image": "dog.png", "question": "what?", "answer": "cat"}
        {"image": "none.png", "question": "what?", "answer": "cat"}
        """);
    Files.writeString(
        folder.resolve("out.jsonl"),
        "{\"image\": \"dog.png\", \"question\": \"<who>?\", \"answer\": \"a <cat>\"}\n");
    Files.writeString(
        folder.resolve("sets.json"),
        """
        {"datasets": [
          {"name": "in", "group": "g", "form": "rows", "files": {"rows": "in.jsonl"},
           "templates": ["Q: {Question}"], "metric": "exact"},
          {"name": "out", "group": "g", "held_out": true, "form": "rows", "files": {"rows": "out.jsonl"},
           "templates": ["Q: {Question}"], "metric": "exact"}]}
        """);
  }

  @Test
  void scoresAndAverages_areJson() throws Exception {
    CommandRun run = evaluate("--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("held_in").asDouble()).isEqualTo(50);
    assertThat(json.path("held_out").asDouble()).isZero();
    assertThat(json.path("sets").path(0).path("samples").asInt()).isEqualTo(2);
    assertThat(json.path("sets").path(0).path("score").asDouble()).isEqualTo(50);
    assertThat(run.err()).contains("in: 1 broken rows skipped; in.jsonl, row 3");
  }

  @Test
  void twoModels_standSideBySide() {
    CommandRun run = evaluate("--compare", folder.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("difference 0.0 [0.0, 0.0] (not clear)");
  }

  @Test
  void report_showsWhatWentWrong_escaped() throws Exception {
    Path report = folder.resolve("report.html");
    CommandRun run = evaluate("--report", report.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(report))
        .contains("right: a &lt;cat&gt;")
        .doesNotContain("<who>")
        .contains("data:image/png;base64,");
  }

  @Test
  void reportOfTwoModels_showsWhatBothSaidOfAPicture() throws Exception {
    Path report = folder.resolve("report.html");
    CommandRun run = evaluate("--compare", folder.toString(), "--report", report.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(report))
        .contains("held-in average 50.0", "held-out average 0.0", "compared with")
        .contains("the other: dog: Q: &lt;who&gt;?");
  }

  @Test
  void eachTemplate_isARowWithItsLengthOfAnswers() throws Exception {
    Path sets = folder.resolve("sets.json");
    Files.writeString(
        sets,
        Files.readString(sets)
            .replace("[\"Q: {Question}\"]", "[\"Q: {Question}\", \"{Question} In one word:\"]"));
    CommandRun run = evaluate("--each-template", "--set", "in", "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode rows = new ObjectMapper().readTree(run.out()).path("sets");
    assertThat(rows)
        .extracting(row -> row.path("name").asText())
        .containsExactly("in - 1", "in - 2");
    assertThat(rows)
        .extracting(row -> row.path("prompt").asText())
        .containsExactly("Q: {Question}", "{Question} In one word:");
    // The fake says the picture and the prompt.
    assertThat(rows).extracting(row -> row.path("mean_words").asDouble()).containsExactly(3.0, 5.0);
    assertThat(rows).extracting(row -> row.path("score").asDouble()).containsExactly(50.0, 0.0);
  }

  @Test
  void pictureOnBothSides_endsItWhereAsked() {
    CommandRun run = evaluate("--check-splits");
    assertThat(run.exitCode()).isEqualTo(FaultCode.DATA_INVALID.exitCode());
    assertThat(run.err()).contains("held-out");
  }

  @Test
  void unknownSet_isAFault() {
    CommandRun run = evaluate("--set", "none");
    assertThat(run.exitCode()).isEqualTo(FaultCode.DATA_INVALID.exitCode());
    assertThat(run.err()).contains("declares no data set none");
  }

  private CommandRun evaluate(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--model",
                folder.toString(),
                "--data",
                folder.resolve("sets.json").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(
        configuration -> new FakeEngine(Duration.ZERO), arguments.toArray(String[]::new));
  }
}

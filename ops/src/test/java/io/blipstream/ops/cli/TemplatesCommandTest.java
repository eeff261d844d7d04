package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesCommandTest {
  @TempDir Path folder;

  @Test
  void list_isAFileThatLintTakes() throws Exception {
    CommandRun list = command("templates", "list", "--json");
    Path file = Files.writeString(folder.resolve("all.jsonl"), list.out());
    CommandRun lint = command("templates", "lint", file.toString());
    assertThat(lint.exitCode()).isZero();
    assertThat(lint.out().lines()).hasSize(29).allMatch(line -> line.endsWith(": valid"));
  }

  @Test
  void lint_namesWhatIsWrong() throws Exception {
    Path file =
        lines(
            "{\"id\":\"ok\",\"version\":1,\"task\":\"caption\",\"text\":\"A picture of\"}",
            "{\"id\":\"bad\",\"version\":1,\"task\":\"ANSWER\",\"text\":\"What is it?\"}");
    CommandRun run = command("templates", "lint", file.toString());
    assertThat(run.exitCode()).isEqualTo(FaultCode.TEMPLATE_INVALID.exitCode());
    assertThat(run.out())
        .contains("ok@1: valid", "bad@1: a template of task ANSWER needs {Question}");
  }

  @Test
  void lineThatIsNoTemplate_isNamed() throws Exception {
    for (String line :
        List.of(
            "{",
            "[]",
            "{\"id\":\"a\"}",
            "{\"id\":\"a\",\"version\":1,\"task\":\"SING\",\"text\":\"t\"}",
            "{\"id\":\"a\",\"version\":1,\"task\":\"CAPTION\",\"text\":\"t\",\"colour\":1}")) {
      CommandRun run = command("templates", "lint", lines(line).toString());
      assertThat(run.exitCode()).as(line).isEqualTo(FaultCode.REQUEST_INVALID.exitCode());
      assertThat(run.err().lines()).singleElement().asString().contains("line 1");
    }
  }

  @Test
  void trial_wordsPromptsAndAsksTheModel() throws Exception {
    CommandRun worded = command("templates", "try", "--id", "answer-05", "--question", "Which?");
    assertThat(worded.exitCode()).as(worded.err()).isZero();
    assertThat(worded.out()).startsWith("answer-05@1 | ").contains("Which?");
    Path picture = Files.write(folder.resolve("p.png"), new byte[] {1});
    CommandRun asked =
        command("templates", "try", "--model", "m", "--image", picture.toString(), "--json");
    assertThat(asked.exitCode()).as(asked.err()).isZero();
    assertThat(asked.out().lines()).hasSize(13).allMatch(line -> line.contains("\"text\":"));
    assertThat(command("templates", "try", "--id", "none").exitCode())
        .isEqualTo(FaultCode.USAGE.exitCode());
  }

  private Path lines(String... lines) throws Exception {
    return Files.write(folder.resolve("templates.jsonl"), List.of(lines));
  }

  private static CommandRun command(String... arguments) {
    return CommandRun.of(configuration -> new FakeEngine(Duration.ZERO), arguments);
  }
}

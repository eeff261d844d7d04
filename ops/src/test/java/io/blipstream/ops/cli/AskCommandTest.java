package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskCommandTest {
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
  void answersStandInTheOrderOfTheLines() throws Exception {
    List<String> pictures = List.of("cat", "cat", "dog", "cat", "dog");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      lines.add(line(pictures.get(i % 5) + ".png", "prompt " + i));
    }
    CommandRun run = ask(lines);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().map(AskCommandTest::json).map(json -> json.path("text").asText()))
        .containsExactlyElementsOf(
            IntStream.range(0, 500)
                .mapToObj(i -> FakeEngine.answer(pictures.get(i % 5), "prompt " + i))
                .toList());
    assertThat(engine.mostOpen()).isLessThanOrEqualTo(64);
  }

  @Test
  void answerHoldsAllThatThePromiseNames() throws Exception {
    JsonNode json = json(ask(List.of(line("cat.png", "what?"))).out());
    assertThat(json.properties().stream().map(field -> field.getKey()))
        .containsExactly("image", "prompt", "text", "token_ids", "token_logprobs", "confidence");
    assertThat(json.path("image").asText()).isEqualTo("cat.png");
    assertThat(json.path("prompt").asText()).isEqualTo("what?");
    assertThat(json.path("token_ids").toString()).isEqualTo("[7,1]");
    assertThat(json.path("token_logprobs").toString()).isEqualTo("[-0.25,-0.5]");
    assertThat(json.path("confidence").asDouble()).isEqualTo(Math.exp(-0.375));
  }

  @Test
  void linesThatFollowEachOther_shareThePicture() throws Exception {
    ask(List.of(line("cat.png", "a"), line("cat.png", "b"), line("dog.png", "c")));
    assertThat(engine.stats().images()).isEqualTo(2);
    assertThat(engine.stats().answers()).isEqualTo(3);
  }

  @Test
  void undecodablePicture_failsItsLinesAndNoOther() throws Exception {
    CommandRun run =
        ask(
            List.of(
                line("cat.png", "a"),
                line("bad.png", "b"),
                line("dog.png", "fail c"),
                line("dog.png", "d")));
    List<JsonNode> answers = run.out().lines().map(AskCommandTest::json).toList();
    assertThat(answers).hasSize(4);
    assertThat(answers.get(1).path("error").path("code").asText()).isEqualTo("image-undecodable");
    assertThat(answers.get(1).path("prompt").asText()).isEqualTo("b");
    assertThat(answers.get(2).path("error").path("code").asText()).isEqualTo("inference-failed");
    assertThat(answers.get(3).path("text").asText()).isEqualTo("dog: d");
    assertThat(run.exitCode()).isEqualTo(FaultCode.IMAGE_UNDECODABLE.exitCode());
    assertThat(run.err().lines()).singleElement().asString().contains("image-undecodable");
  }

  @Test
  void pictureBeyondTheBound_isRefusedUnread() throws Exception {
    Files.write(folder.resolve("large.png"), new byte[2048]);
    CommandRun run =
        CommandRun.of(
            configuration -> engine,
            Map.of("BLIPSTREAM_IMAGE_MAX_BYTES", "1024"),
            arguments(List.of(line("large.png", "a"))));
    assertThat(run.exitCode()).isEqualTo(FaultCode.IMAGE_TOO_LARGE.exitCode());
    assertThat(engine.stats().images()).isZero();
  }

  /** BLIP-2 describes a picture that nothing is asked about. */
  @Test
  void promptMayBeEmpty() throws Exception {
    CommandRun run = ask(List.of(line("cat.png", "")));
    assertThat(run.exitCode()).isZero();
    assertThat(json(run.out()).path("text").asText()).isEqualTo("cat: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not json                                                       | line 2 is not JSON
          [1]                                                            | line 2 must be an object
          {"image": "cat.png", "prompt": 3}                              | line 2 needs a text in "prompt"
          {"image": "cat.png", "question": ""}                           | line 2 needs a text in "question"
          {"image": "cat.png", "template": "answer-01"}                  | line 2: a template for answers needs "question"
          {"image": 3, "prompt": "a"}                                    | line 2 needs a text in "image"
          {"image": "cat.png", "prompt": "a", "max_new_token": 3}        | "max_new_token"; did you mean "max_new_tokens"?
          {"image": "cat.png", "prompt": "a", "max_new_tokens": 0}       | line 2: max new tokens is 0
          {"image": "cat.png", "prompt": "a", "max_new_tokens": 1.5}     | line 2 needs an integer
          {"image": "cat.png", "prompt": "a", "prompt": "b"}             | line 2 is not JSON
          {"image": "cat.png", "prompt": "a"} {}                         | line 2 is not JSON
          """)
  void badLine_isOneErrorAndNotTheEnd(String line, String words) throws Exception {
    CommandRun run = ask(List.of(line("cat.png", "first"), line, line("dog.png", "last")));
    assertThat(run.exitCode()).isEqualTo(FaultCode.REQUEST_INVALID.exitCode());
    assertThat(run.err().lines()).singleElement().asString().contains(words);
    List<JsonNode> answers = run.out().lines().map(AskCommandTest::json).toList();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0).path("text").asText()).isEqualTo("cat: first");
    assertThat(answers.get(1).path("line").asInt()).isEqualTo(2);
    assertThat(answers.get(1).path("error").path("code").asText()).isEqualTo("request-invalid");
    assertThat(answers.get(1).path("error").path("message").asText()).contains(words);
    assertThat(answers.get(2).path("text").asText()).isEqualTo("dog: last");
  }

  @Test
  void badLineForPeople_standsInItsPlaceToo() throws Exception {
    Path file = folder.resolve("requests.jsonl");
    Files.writeString(file, line("cat.png", "a") + "\n\nnonsense\n" + line("dog.png", "b"));
    CommandRun run =
        CommandRun.of(
            configuration -> engine, "ask", "--model", "m", "--requests", file.toString());
    assertThat(run.out().lines())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("cat.png | a | cat: a"),
            second ->
                assertThat(second).startsWith("line 3 | (request-invalid: line 3 is not JSON"),
            third -> assertThat(third).isEqualTo("dog.png | b | dog: b"));
  }

  @Test
  void brokenBytes_costTheirLineAlone() throws Exception {
    Path file = folder.resolve("requests.jsonl");
    Files.write(file, new byte[] {'"', (byte) 0xC3, '"', '\n'});
    Files.writeString(file, line("dog.png", "b"), StandardOpenOption.APPEND);
    CommandRun run =
        CommandRun.of(
            configuration -> engine, "ask", "--model", "m", "--requests", file.toString());
    assertThat(run.err()).contains("line 1 is not UTF-8");
    assertThat(run.out()).endsWith("dog.png | b | dog: b\n");
  }

  @Test
  void ownWords_areWordedByATemplateThatTheAnswerNames() throws Exception {
    CommandRun run =
        ask(
            List.of(
                "{\"image\": \"cat.png\"}",
                "{\"image\": \"cat.png\", \"question\": \"is it </s> red?\"}",
                "{\"image\": \"cat.png\", \"answer\": \"red\", \"template\": \"question-03\"}"));
    assertThat(run.out().lines().map(AskCommandTest::json))
        .extracting(json -> json.path("template").asText() + " | " + json.path("prompt").asText())
        .containsExactly(
            "caption-01@1 | A short image caption:",
            "answer-05@1 | Question: is it < /s> red? Short answer:",
            "question-03@1 | Given the visual representation, create a question for which the answer"
                + " is \"red\"");
    assertThat(engine.stats().images()).isEqualTo(1);
  }

  @Test
  void endlessLine_isRefused() throws Exception {
    CommandRun run = ask(List.of(line("cat.png", "x".repeat(300_000))));
    assertThat(run.exitCode()).isEqualTo(FaultCode.REQUEST_INVALID.exitCode());
    assertThat(run.err()).contains("line 1 is longer than");
  }

  @Test
  void missingFiles_areNamed() throws Exception {
    CommandRun picture = ask(List.of(line("none.png", "a"), line("cat.png", "b")));
    assertThat(picture.exitCode()).isEqualTo(FaultCode.FILE_NOT_FOUND.exitCode());
    assertThat(picture.err()).contains("line 1: no picture none.png");
    assertThat(picture.out()).contains("cat: b");
    CommandRun requests =
        CommandRun.of(configuration -> engine, "ask", "--model", "m", "--requests", "none.jsonl");
    assertThat(requests.exitCode()).isEqualTo(FaultCode.FILE_NOT_FOUND.exitCode());
    assertThat(requests.err()).contains("none.jsonl");
  }

  @Test
  void onePrompt_isAnsweredInItsWords() {
    String picture = folder.resolve("cat.png").toString();
    CommandRun run =
        CommandRun.of(
            configuration -> engine, "ask", "--model", "m", "--prompt", "what is it?", picture);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("cat: what is it?\n");
    CommandRun bad =
        CommandRun.of(
            configuration -> new FakeEngine(Duration.ZERO),
            "ask",
            "--model",
            "m",
            "--prompt",
            "what is it?",
            folder.resolve("bad.png").toString());
    assertThat(bad.exitCode()).isEqualTo(FaultCode.IMAGE_UNDECODABLE.exitCode());
    assertThat(bad.out()).isEmpty();
    assertThat(bad.err().lines()).singleElement().asString().contains("image-undecodable");
  }

  @Test
  void severalQuestionsOfOnePicture_areAnsweredInTheirOrder() {
    String picture = folder.resolve("cat.png").toString();
    CommandRun run =
        CommandRun.of(
            configuration -> engine,
            "ask",
            picture,
            "--model=m",
            "--question=which?",
            "--answer=red",
            "--option=red",
            "--prompt=word for word");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(FaultCode.USAGE.exitCode());
    assertThat(run.err()).contains("\"options\" go with a \"question\"");
    CommandRun fine =
        CommandRun.of(
            configuration -> engine,
            "ask",
            picture,
            "--model=m",
            "--question=which?",
            "--option=red",
            "--option=blue",
            "--ocr-token=SALE",
            "--prompt=word for word");
    assertThat(fine.out().lines())
        .containsExactly(
            picture + " | word for word | cat: word for word",
            picture
                + " | OCR tokens: SALE. Question: which? Options: (a) red (b) blue. Short answer:"
                + " | cat: OCR tokens: SALE. Question: which? Options: (a) red (b) blue. Short"
                + " answer:");
  }

  @Test
  void pictureAlone_isGivenACaption() {
    CommandRun run =
        CommandRun.of(
            configuration -> engine, "ask", "--model=m", folder.resolve("cat.png").toString());
    assertThat(run.out()).isEqualTo("cat: A short image caption:\n");
  }

  private CommandRun ask(List<String> lines) throws Exception {
    return CommandRun.of(configuration -> engine, arguments(lines));
  }

  private String[] arguments(List<String> lines) throws Exception {
    Path file = folder.resolve("requests.jsonl");
    Files.writeString(file, lines.stream().collect(Collectors.joining("\n", "", "\n")));
    return new String[] {
      "ask", "--model", "m", "--requests", file.toString(), "--json", "--images", "reference"
    };
  }

  private static String line(String picture, String prompt) {
    return "{\"image\": \"%s\", \"prompt\": \"%s\"}".formatted(picture, prompt);
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

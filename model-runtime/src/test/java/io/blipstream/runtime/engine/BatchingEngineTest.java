package io.blipstream.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.process.PictureIsolation;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.GoldenAnswers.Case;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchingEngineTest {
  private static final GoldenAnswers GOLDEN = GoldenAnswers.of("instructblip-t5");
  private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");
  private static final DecodingOptions SIXTEEN = new DecodingOptions(16);

  private Engine engine;

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void requestsOfManyCallersGiveTheReferencesAnswers() throws Exception {
    engine = open(8, 64, 1_024);
    List<Case> cases = GOLDEN.cases();
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      IntStream.range(0, cases.size())
          .parallel()
          .mapToObj(i -> engine.submit(request(cases.get(i))))
          .toList()
          .forEach(replies::add);
    }
    for (int i = 0; i < replies.size(); i++) {
      Case golden = cases.get(i % cases.size());
      Outcome.Answer answer = answers(replies.get(i)).get(0);
      assertThat(answer.tokenIds()).as(golden.toString()).isEqualTo(golden.greedy());
      assertThat(answer.text()).isEqualTo(golden.greedyText().strip());
    }
    assertThat(engine.stats().meanAnswerBatch()).as("callers share batches").isGreaterThan(2);
  }

  @Test
  void pictureIsLookedAtOnceForAllItsInstructions() throws Exception {
    engine = open(8, 64, 1_024);
    List<Case> cases = GOLDEN.cases();
    List<Prompt> prompts = cases.stream().map(c -> new Prompt(c.prompt(), SIXTEEN)).toList();
    List<Outcome.Answer> answers = answers(engine.submit(request(cases.get(0), prompts)));
    assertThat(answers).hasSize(prompts.size());
    assertThat(answers.get(0).tokenIds()).isEqualTo(cases.get(0).greedy());
    assertThat(engine.stats().images()).isEqualTo(1);
    assertThat(answers.stream().filter(a -> !a.imageReused())).hasSize(1);
  }

  @Test
  void clipIsAnsweredAsTheReferenceDoesBesideSinglePictures() throws Exception {
    engine = open(8, 64, 1_024);
    Case golden = GOLDEN.cases().get(0);
    GoldenAnswers.Clip clip = GOLDEN.clip();
    CompletableFuture<Reply> single = engine.submit(request(golden));
    CompletableFuture<Reply> moving =
        engine.submit(
            new ImageRequest(
                "feed",
                Lane.STANDARD,
                Optional.empty(),
                clip.frames().stream().map(ByteBuffer::wrap).toList(),
                List.of(new Prompt(clip.prompt(), SIXTEEN))));
    assertThat(answers(moving).get(0).tokenIds()).isEqualTo(clip.greedy());
    assertThat(((Reply.Answered) moving.get()).images()).hasSize(4);
    assertThat(answers(single).get(0).tokenIds()).isEqualTo(golden.greedy());
  }

  @Test
  void candidatesAreScoredInTheirOrder() throws Exception {
    engine = open(8, 64, 1_024);
    Case golden = GOLDEN.cases().get(0);
    List<String> candidates = List.copyOf(golden.ranked().keySet());
    DecodingOptions ranking = new DecodingOptions(16, 0, 1, 1, 1, Optional.empty(), candidates);
    Outcome.Answer answer =
        answers(engine.submit(request(golden, List.of(new Prompt(golden.prompt(), ranking)))))
            .get(0);
    assertThat(answer.choices().stream().map(Choice::text)).isEqualTo(candidates);
    assertThat(answer.text()).isEqualTo("yes");
    assertThat(answer.confidence()).isEqualTo(answer.choices().get(0).score());
  }

  @Test
  void poisonPictureIsRejectedAndItsNeighboursNeverKnow() throws Exception {
    engine = open(8, 64, 1_024);
    Case golden = GOLDEN.cases().get(0);
    CompletableFuture<Reply> before = engine.submit(request(golden));
    CompletableFuture<Reply> poison =
        engine.submit(request(new byte[] {1, 2, 3}, Optional.empty(), golden.prompt()));
    CompletableFuture<Reply> after = engine.submit(request(golden));
    assertThat(((Reply.Rejected) poison.get()).fault().code())
        .isEqualTo(FaultCode.IMAGE_UNDECODABLE);
    assertThat(answers(before).get(0).tokenIds()).isEqualTo(golden.greedy());
    assertThat(answers(after).get(0).tokenIds()).isEqualTo(golden.greedy());
  }

  @Test
  void overlongPromptFailsAloneInItsRequest() throws Exception {
    engine = open(8, 64, 1_024);
    Case golden = GOLDEN.cases().get(0);
    List<Prompt> prompts =
        List.of(new Prompt("why ".repeat(5_000), SIXTEEN), new Prompt(golden.prompt(), SIXTEEN));
    Reply.Answered reply = (Reply.Answered) engine.submit(request(golden, prompts)).get();
    assertThat(((Outcome.Failed) reply.outcomes().get(0)).fault().code())
        .isEqualTo(FaultCode.PROMPT_TOO_LONG);
    assertThat(((Outcome.Answer) reply.outcomes().get(1)).tokenIds()).isEqualTo(golden.greedy());
  }

  @Test
  void expiredRequestNeverTouchesTheDevice() throws Exception {
    engine = open(8, 64, 1_024);
    Case golden = GOLDEN.cases().get(0);
    Reply late = engine.submit(request(golden.bytes(), Optional.of(NOW), golden.prompt())).get();
    assertThat(((Reply.Rejected) late).fault().code()).isEqualTo(FaultCode.DEADLINE_EXPIRED);
    assertThat(engine.stats().images()).isZero();
    Reply inTime =
        engine
            .submit(request(golden.bytes(), Optional.of(NOW.plusMillis(1)), golden.prompt()))
            .get();
    assertThat(inTime).isInstanceOf(Reply.Answered.class);
  }

  @Test
  void fullEngineRefusesAtOnceAndServesAgainLater() throws Exception {
    engine = open(1, 1, 2);
    Case golden = GOLDEN.cases().get(0);
    List<CompletableFuture<Reply>> replies =
        IntStream.range(0, 50).mapToObj(i -> engine.submit(request(golden))).toList();
    int refused = 0;
    for (CompletableFuture<Reply> reply : replies) {
      try {
        reply.get();
      } catch (ExecutionException e) {
        assertThat(((RetriableException) e.getCause()).code())
            .isEqualTo(FaultCode.ENGINE_OVERLOADED);
        refused++;
      }
    }
    assertThat(refused).isPositive();
    assertThat(engine.submit(request(golden)).get()).isInstanceOf(Reply.Answered.class);
  }

  @Test
  void closingEndsEveryFuture() {
    engine = open(1, 1, 1_024);
    Case golden = GOLDEN.cases().get(0);
    List<CompletableFuture<Reply>> replies =
        IntStream.range(0, 50).mapToObj(i -> engine.submit(request(golden))).toList();
    engine.close();
    assertThat(replies).allMatch(CompletableFuture::isDone);
    assertThatThrownBy(() -> engine.submit(request(golden)).get())
        .hasCauseInstanceOf(RetriableException.class);
  }

  @Test
  void preprocessorOfAnotherSizeIsRefusedAtStart(@TempDir Path folder) throws IOException {
    copy(GOLDEN.checkpoint(), folder);
    Path file = folder.resolve("preprocessor_config.json");
    Files.writeString(file, Files.readString(file).replace("56", "224"));
    assertThatThrownBy(() -> BatchingEngine.open(EngineConfig.of(folder), Clock.systemUTC()))
        .isInstanceOfSatisfying(
            FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_INVALID))
        .hasMessageContaining("224");
  }

  private static Engine open(int images, int prompts, int capacity) {
    return BatchingEngine.open(
        new EngineConfig(
            GOLDEN.checkpoint(),
            EngineConfig.Compute.cpu(2, 1),
            new EngineConfig.Batches(images, prompts, Duration.ofMillis(20)),
            new EngineConfig.Held(2, capacity, 1 << 30),
            1 << 20,
            Map.of(),
            ImageLimits.DEFAULT,
            ImageProfile.REFERENCE,
            PictureIsolation.NONE,
            Optional.empty()),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static ImageRequest request(Case golden) {
    return request(golden.bytes(), Optional.empty(), golden.prompt());
  }

  private static ImageRequest request(Case golden, List<Prompt> prompts) {
    return new ImageRequest(
        "feed", Lane.STANDARD, Optional.empty(), List.of(ByteBuffer.wrap(golden.bytes())), prompts);
  }

  private static ImageRequest request(byte[] image, Optional<Instant> deadline, String prompt) {
    return new ImageRequest(
        "feed",
        Lane.STANDARD,
        deadline,
        List.of(ByteBuffer.wrap(image)),
        List.of(new Prompt(prompt, SIXTEEN)));
  }

  private static List<Outcome.Answer> answers(CompletableFuture<Reply> reply) throws Exception {
    return ((Reply.Answered) reply.get())
        .outcomes().stream().map(Outcome.Answer.class::cast).toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isRegularFile(file)) {
          Files.copy(file, target);
        } else {
          Files.createDirectories(target);
        }
      }
    }
  }
}

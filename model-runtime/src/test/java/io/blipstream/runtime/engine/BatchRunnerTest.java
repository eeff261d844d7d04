package io.blipstream.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.PreparedRequest.PreparedPrompt;
import io.blipstream.runtime.engine.network.CheckpointNetwork;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.GoldenAnswers.Case;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRunnerTest {
  private static final GoldenAnswers GOLDEN = GoldenAnswers.of("instructblip-t5");
  private static CheckpointNetwork model;

  @BeforeAll
  static void open() {
    model = CheckpointNetwork.open(GOLDEN.checkpoint(), Optional.empty());
    PyTorch.prepareThread();
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6})
  void failingBatchIsSplitUntilThePoisonousRequestStandsAlone(int poisonous) {
    Case golden = GOLDEN.cases().get(0);
    float[] pixels = golden.tensor("pixels");
    List<PreparedRequest> batch =
        IntStream.range(0, 7)
            .mapToObj(i -> request(golden, i, i == poisonous ? new float[3] : pixels))
            .toList();

    new BatchRunner(
            model,
            new ModelIdentity("id", "digest", "family"),
            64,
            new EngineCounters(),
            new Progress())
        .run(batch);

    for (int i = 0; i < batch.size(); i++) {
      Reply.Answered reply = (Reply.Answered) batch.get(i).pending().future().join();
      if (i == poisonous) {
        assertThat(((Outcome.Failed) reply.outcomes().get(0)).fault().code())
            .isEqualTo(FaultCode.INFERENCE_FAILED);
      } else {
        assertThat(((Outcome.Answer) reply.outcomes().get(0)).tokenIds())
            .isEqualTo(golden.greedy());
      }
    }
  }

  /** Each request under a digest of its own, so that no two share a picture. */
  private static PreparedRequest request(Case golden, int number, float[] pixels) {
    Prompt prompt = new Prompt(golden.prompt(), new DecodingOptions(16));
    ImageRequest request =
        new ImageRequest(
            "feed",
            Lane.STANDARD,
            Optional.empty(),
            List.of(ByteBuffer.allocate(1)),
            List.of(prompt));
    return new PreparedRequest(
        new PendingRequest(request),
        List.of(
            new PreparedRequest.Frame(new ImageFacts("digest " + number, "png", 1, 1, 1), pixels)),
        List.of(
            new PreparedPrompt.Tokens(
                model.tokenize(golden.prompt()), model.task(prompt.options()))),
        0);
  }
}

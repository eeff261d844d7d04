package io.blipstream.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.decoding.DecodingOptions;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From encoded picture to words on the checkpoint that the product ships: fp16 file, tanh GELU,
 * JPEG.
 */
class ShippedCheckpointTest {
  private static final Path CHECKPOINT = Path.of("../checkpoints/instructblip-scenes");

  @ParameterizedTest
  @CsvSource({"greedy,1", "beam5,5"})
  void answersAreTheReferencesTokenByToken(String method, int beams) throws Exception {
    Path folder = Path.of(getClass().getResource("/golden/scenes").toURI());
    JsonNode golden = new ObjectMapper().readTree(folder.resolve("golden.json").toFile());
    DecodingOptions options = new DecodingOptions(24, 0, beams, 1, 1, Optional.empty(), List.of());
    try (Engine engine = BatchingEngine.open(EngineConfig.of(CHECKPOINT), Clock.systemUTC())) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (JsonNode wanted : golden) {
        byte[] image = Files.readAllBytes(folder.resolve(wanted.path("image").asText()));
        Prompt prompt = new Prompt(wanted.path("prompt").asText(), options);
        replies.add(
            engine.submit(
                new ImageRequest(
                    "scenes",
                    Lane.STANDARD,
                    Optional.empty(),
                    List.of(ByteBuffer.wrap(image)),
                    List.of(prompt))));
      }
      assertThat(replies).hasSize(36);
      for (int i = 0; i < replies.size(); i++) {
        Reply.Answered reply = (Reply.Answered) replies.get(i).get();
        Outcome.Answer answer = (Outcome.Answer) reply.outcomes().get(0);
        List<Integer> tokens = new ArrayList<>();
        golden.get(i).path(method).forEach(id -> tokens.add(id.asInt()));
        assertThat(answer.tokenIds()).as(golden.get(i).toString()).isEqualTo(tokens);
        assertThat(answer.text()).isEqualTo(golden.get(i).path(method + "_text").asText());
      }
    }
  }
}

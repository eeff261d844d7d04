package io.blipstream.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImagePreprocessor;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.testing.GoldenAnswers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Variants that the golden checkpoints are not: what {@code ops/bench/families.sh --keep} wrote of
 * some seeds, without the tokenizers, which are the golden ones. Requests are of all methods, clips
 * among them.
 */
class ReferenceVariantsTest {
  @TempDir private Path folder;

  /**
   * The first: T5 without gates, head tied, quick gelu, encoder without biases, answers tidied,
   * pictures' settings within the processor's. The second: LLaMA with grouped keys, head tied,
   * image placeholder, so that a penalty counts the prompt. The third: OPT with norms behind its
   * layers. The fourth: LLaMA with slowed rotary positions. The others: the golden T5, whose beams
   * end in another way, on requests where that matters ({@code
   * ops/bench/golden/early_stopping.py}).
   */
  @ParameterizedTest
  @CsvSource({
    "instructblip-t5-5087,instructblip-t5",
    "instructblip-llama-5048,instructblip-llama",
    "blip2-opt-7013,blip2-opt",
    "blip2-llama-7000,instructblip-llama",
    "early-stopping-yes,instructblip-t5",
    "early-stopping-never,instructblip-t5"
  })
  void everyRequestHasTheReferencesAnswer(String variant, String golden) throws IOException {
    GoldenAnswers answers = GoldenAnswers.of(golden);
    Path kept = answers.checkpoint().resolve("../../variants/" + variant).normalize();
    copy(answers.checkpoint(), Files.exists(kept.resolve("config.json")) ? "tokenizer" : "");
    copy(kept, "");
    PyTorch.prepareThread();
    PyTorch.spreadOver(1); // networks this small are slower on two
    try (VisionLanguageModel model = VisionLanguageModel.open(folder)) {
      int side = model.config().vision().imageSize();
      ImagePreprocessor pictures = ImagePreprocessor.of(folder, side, Optional.empty());
      List<String> lines = Files.readAllLines(kept.resolve("answers.jsonl"));
      assertThat(lines).hasSizeGreaterThan(20);
      for (String line : lines) {
        JsonNode request = new ObjectMapper().readTree(line);
        assertAnswer(line, request.path("wanted"), model, answer(model, pictures, request));
      }
    }
  }

  private static Decoded answer(
      VisionLanguageModel model, ImagePreprocessor pictures, JsonNode request) throws IOException {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    List<String> frames =
        request.has("frames") ? texts(request, "frames") : List.of(request.path("image").asText());
    List<float[]> pixels = new ArrayList<>();
    for (String frame : frames) {
      byte[] bytes = Files.readAllBytes(GoldenAnswers.pictures().resolve(frame));
      pixels.add(pictures.pixels(decoder.decode(ByteBuffer.wrap(bytes))));
    }
    try (NDManager batch = model.newBatch()) {
      List<PromptTokens> prompt = List.of(model.tokenize(request.path("prompt").asText()));
      NDArray images = model.look(batch, pixels);
      List<Integer> owners = IntStream.range(0, frames.size()).boxed().toList();
      NDArray soft = model.softPrompts(batch, images, List.of(owners), prompt);
      return model.answer(soft, prompt, List.of(model.task(options(request)))).get(0);
    }
  }

  private static DecodingOptions options(JsonNode request) {
    return new DecodingOptions(
        request.path("max_new_tokens").asInt(24),
        request.path("min_new_tokens").asInt(0),
        request.path("num_beams").asInt(1),
        request.path("length_penalty").asDouble(1),
        request.path("repetition_penalty").asDouble(1),
        Optional.empty(),
        texts(request, "candidates"));
  }

  private static void assertAnswer(
      String line, JsonNode wanted, VisionLanguageModel model, Decoded answer) {
    if (wanted.has("candidates")) {
      assertThat(answer.candidates().stream().mapToDouble(d -> d).toArray())
          .as(line)
          .containsExactly(numbers(wanted, "candidates"), within(1e-4));
      return;
    }
    assertThat(answer.tokenIds().stream().mapToDouble(id -> id).toArray())
        .as(line)
        .containsExactly(numbers(wanted, "token_ids"));
    assertThat(model.text(answer)).as(line).isEqualTo(wanted.path("text").asText());
    if (!wanted.has("token_logprobs")) {
      return;
    }
    assertThat(answer.logProbabilities().stream().mapToDouble(p -> p).toArray())
        .as(line)
        .containsExactly(numbers(wanted, "token_logprobs"), within(1e-4));
  }

  private void copy(Path from, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.getFileName().toString().startsWith(prefix)) {
          Path to = folder.resolve(from.relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.deleteIfExists(to);
          Files.copy(file, to);
        }
      }
    }
  }

  private static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static double[] numbers(JsonNode node, String field) {
    return IntStream.range(0, node.path(field).size())
        .mapToDouble(i -> node.path(field).get(i).asDouble())
        .toArray();
  }
}

package io.blipstream.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.testing.GoldenAnswers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's folder is opened as it is, or refused with what is wrong with it. */
class OpeningCheckpointTest {
  private static final GoldenAnswers GOLDEN = GoldenAnswers.of("instructblip-t5");
  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    Path from = GOLDEN.checkpoint();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = folder.resolve(from.relativize(file).toString());
        if (Files.isRegularFile(file)) {
          Files.copy(file, to);
        } else {
          Files.createDirectories(to);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder.embed_tokens", "decoder.embed_tokens"})
  void embeddingMayStandUnderAnyOfItsNames(String alias) throws IOException {
    header(json -> json.replace("language_model.shared.", "language_model." + alias + "."));
    VisionLanguageModel.open(folder).close();
  }

  @ParameterizedTest
  @CsvSource({
    "config.json,file-not-found",
    "tokenizer.json,file-not-found",
    "model.safetensors,file-not-found"
  })
  void missingFile_isNamed(String file, String code) throws IOException {
    Files.delete(folder.resolve(file));
    assertRefused(code, folder.resolve(file).getFileName().toString());
  }

  /** Only what other tokenizers of the reference read: the way out is said. */
  @ParameterizedTest
  @CsvSource({",spiece.model", ",tokenizer.model", "qformer_tokenizer,vocab.txt"})
  void slowTokenizer_isRefusedWithTheWayOut(String part, String slow) throws IOException {
    Path home = part == null ? folder : folder.resolve(part);
    Files.delete(home.resolve("tokenizer.json"));
    Files.writeString(home.resolve(slow), "any");
    assertRefused("checkpoint-unsupported", slow + ", not as tokenizer.json; docs/inspect.md");
  }

  @ParameterizedTest
  @CsvSource({
    "config.json,checkpoint-invalid",
    "tokenizer.json,checkpoint-invalid",
    "model.safetensors,checkpoint-invalid"
  })
  void brokenFile_isNamed(String file, String code) throws IOException {
    Files.writeString(folder.resolve(file), "not what it was");
    assertRefused(code, folder.resolve(file).getFileName().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "\"instructblip\",\"blip-3\",checkpoint-unsupported",
    "\"instructblip\",\"blip-2\",checkpoint-invalid",
    "\"model_type\": \"t5\",\"model_type\": \"gpt2\",checkpoint-unsupported",
    "\"gated-gelu\",\"relu\",checkpoint-invalid",
    "\"dense_act_fn\": \"gelu\",\"dense_act_fn\": \"mish\",checkpoint-unsupported",
    "\"hidden_act\": \"gelu\",\"hidden_act\": \"mish\",checkpoint-unsupported",
    "\"num_query_tokens\": 8,\"num_query_tokens\": 9,checkpoint-invalid",
    "\"num_layers\": 3,\"num_layers\": 4,checkpoint-invalid",
    "\"num_decoder_layers\": 2,\"num_decoder_layers\": 1,checkpoint-invalid",
    "\"num_attention_heads\": 3,\"num_attention_heads\": 5,checkpoint-invalid",
    "\"d_model\": 48,\"d_model\": -1,checkpoint-invalid"
  })
  void configurationThatDoesNotFit_isRefused(String from, String to, String code)
      throws IOException {
    Path file = folder.resolve("config.json");
    String before = Files.readString(file);
    assertThat(before).contains(from);
    Files.writeString(file, before.replace(from, to));
    assertRefused(code, "");
  }

  @Test
  void missingFolder_isNamed() {
    assertThatThrownBy(() -> VisionLanguageModel.open(folder.resolve("elsewhere")))
        .isInstanceOfSatisfying(
            BlipstreamException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.FILE_NOT_FOUND))
        .hasMessageContaining("elsewhere");
  }

  private void assertRefused(String code, String words) {
    assertThatThrownBy(() -> VisionLanguageModel.open(folder).close())
        .isInstanceOfSatisfying(
            BlipstreamException.class, e -> assertThat(e.code().code()).isEqualTo(code))
        .hasMessageContaining(words);
  }

  private void header(UnaryOperator<String> change) throws IOException {
    Path file = folder.resolve("model.safetensors");
    ByteBuffer old = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(old.getLong())];
    old.get(header);
    byte[] changed =
        change.apply(new String(header, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    ByteBuffer written =
        ByteBuffer.allocate(8 + changed.length + old.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, written.putLong(changed.length).put(changed).put(old).array());
  }
}

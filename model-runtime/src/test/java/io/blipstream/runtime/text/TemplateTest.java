package io.blipstream.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.testing.GoldenAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tokenizer's file opens prompts with {@code </s>}, 2; there is {@code <s>}, 1, too. */
class TemplateTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'tokenizer_class': 'LlamaTokenizer', 'bos_token': '</s>' | 2 | false",
        "'tokenizer_class': 'LlamaTokenizer', 'bos_token': {'content': '<s>'} | 1 | false",
        "'tokenizer_class': 'LlamaTokenizerFast' | 1 | false",
        "'tokenizer_class': 'LlamaTokenizer', 'add_eos_token': true | 1 | true",
        "'tokenizer_class': 'PreTrainedTokenizerFast', 'bos_token': '<s>' | 2 | false",
        "'bos_token': '<s>' | 2 | false",
      })
  void openingOfALlama_isWhatItsSettingsSay(String settings, long opening, boolean closed)
      throws IOException {
    long[] ids = encoded("a dog", settings);
    assertThat(ids[0]).isEqualTo(opening);
    assertThat(ids[ids.length - 1] == 2).isEqualTo(closed);
  }

  @Test
  void noOpening_whereTheSettingsWantNone() throws IOException {
    String settings = "'tokenizer_class': 'LlamaTokenizer', 'add_bos_token': false";
    assertThat(encoded("a dog", settings)[0]).isGreaterThan(2);
  }

  @Test
  void openingThatIsNoToken_isRefusedByName() {
    assertThatThrownBy(
            () -> encoded("a", "'tokenizer_class': 'LlamaTokenizer', 'bos_token': 'no token'"))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("bos_token");
  }

  private long[] encoded(String text, String settings) throws IOException {
    Path golden = GoldenAnswers.of("instructblip-llama").checkpoint();
    Path own = Files.createTempDirectory(folder, "tokenizer");
    Files.copy(golden.resolve("tokenizer.json"), own.resolve("tokenizer.json"));
    Files.writeString(
        own.resolve("tokenizer_config.json"), "{" + settings.replace('\'', '"') + "}");
    try (PromptTokenizer tokenizer = PromptTokenizer.open(own)) {
      return tokenizer.encode(text);
    }
  }
}

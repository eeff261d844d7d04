package io.blipstream.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.testing.GoldenAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published folders ask for spaces before punctuation to be taken out of answers. */
class TidiedAnswersTest {
  private static final String WORDS = "don 't say ' it 's ' , please ! is it ?";

  @TempDir private Path folder;

  @Test
  void spacesBeforePunctuation_goWhereTheFolderSaysSo() throws IOException {
    assertThat(answer("{\"clean_up_tokenization_spaces\": true}"))
        .isEqualTo("don 't say'it's ', please! is it?");
    assertThat(answer("{\"clean_up_tokenization_spaces\": false}")).isEqualTo(WORDS);
    assertThat(answer("{}")).isEqualTo(WORDS);
  }

  @Test
  void folderWithoutSettings_leavesThem() throws IOException {
    assertThat(answer("")).isEqualTo(WORDS);
  }

  private String answer(String settings) throws IOException {
    Path golden = GoldenAnswers.of("instructblip-llama").checkpoint();
    Path own = Files.createTempDirectory(folder, "tokenizer");
    Files.copy(golden.resolve("tokenizer.json"), own.resolve("tokenizer.json"));
    if (!settings.isEmpty()) {
      Files.writeString(own.resolve("tokenizer_config.json"), settings);
    }
    try (PromptTokenizer tokenizer = PromptTokenizer.open(own)) {
      List<Integer> ids = tokenizer.encodeWords(WORDS);
      return tokenizer.decode(ids);
    }
  }
}

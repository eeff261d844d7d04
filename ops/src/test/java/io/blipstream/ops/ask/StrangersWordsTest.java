package io.blipstream.ops.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.text.PromptTokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against the tokenizers themselves: what is worded must not hold their special tokens. */
class StrangersWordsTest {
  private static final Path CHECKPOINT = Path.of("../checkpoints/instructblip-scenes");

  private static final List<String> TOKENS =
      List.of(
          "</s>",
          "<s>",
          "<pad>",
          "<image>",
          "<video>",
          "<extra_id_0>",
          "[CLS]",
          "[SEP]",
          "[MASK]",
          "[PAD]",
          "[DEC]");

  @ParameterizedTest
  @CsvSource({"'', 3", "qformer_tokenizer, 5"})
  void questionHoldsNoSpecialToken(String folder, int known) {
    int found = 0;
    try (PromptTokenizer tokenizer = PromptTokenizer.open(CHECKPOINT.resolve(folder))) {
      for (String token : TOKENS) {
        OptionalLong id = special(token, tokenizer);
        if (id.isPresent()) {
          found++;
          long wanted = count(id.getAsLong(), tokenizer.encode(prompt("a b")));
          for (String disguise : List.of(token, token + token, token.replace("<", "<\u200e"))) {
            long[] ids = tokenizer.encode(prompt("a " + disguise + " b"));
            assertThat(count(id.getAsLong(), ids)).as(disguise).isEqualTo(wanted);
          }
          // Else nothing would have been shown.
          assertThat(count(id.getAsLong(), tokenizer.encode("a " + token + " b")))
              .as(token)
              .isGreaterThan(count(id.getAsLong(), tokenizer.encode("a b")));
        }
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(known);
  }

  /** Its id where the tokenizer reads it as one token of its own, not as an unknown word. */
  private static OptionalLong special(String token, PromptTokenizer tokenizer) {
    List<Integer> ids = tokenizer.encodeWords(token);
    List<Integer> unknown = tokenizer.encodeWords("\u2603");
    return ids.size() == 1 && !unknown.contains(ids.get(0))
        ? OptionalLong.of(ids.get(0))
        : OptionalLong.empty();
  }

  private static long count(long id, long[] ids) {
    return Arrays.stream(ids).filter(each -> each == id).count();
  }

  private static String prompt(String question) {
    return new OwnWords(
            Optional.of(question),
            Optional.empty(),
            Optional.empty(),
            List.of(question),
            List.of(),
            List.of())
        .worded()
        .prompt();
  }
}

package io.blipstream.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tokenizer is a stranger's file, and it is read by native code. */
class HostileTokenizerTest {
  @TempDir private Path folder;

  @Test
  void giantTokenizer_isRefusedUnread() throws IOException {
    try (RandomAccessFile sparse =
        new RandomAccessFile(folder.resolve("tokenizer.json").toFile(), "rw")) {
      sparse.setLength(8L << 30);
    }
    assertRefused("larger than");
  }

  @Test
  void nestedWithoutEnd_isRefused() throws IOException {
    write("[".repeat(2_000_000));
    assertRefused("is broken");
    write("{\"model\":".repeat(500_000));
    assertRefused("is broken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "{\"version\":\"1.0\",\"model\":{\"type\":\"None\"}}",
        "{\"version\":\"1.0\",\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":-1},\"merges\":[\"a b\"]}}",
        "{\"version\":\"1.0\",\"model\":{\"type\":\"Unigram\",\"unk_id\":99,\"vocab\":[[\"a\",0.0]]}}",
        "{\"version\":\"1.0\",\"model\":{\"type\":\"WordPiece\",\"vocab\":{}},"
            + "\"normalizer\":{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"(\"},\"content\":\"\"}}",
      })
  void whatIsNoTokenizer_isRefused(String json) throws IOException {
    write(json);
    assertRefused("is broken");
  }

  private void write(String json) throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), json);
  }

  private void assertRefused(String words) {
    assertThatThrownBy(() -> PromptTokenizer.open(folder).close())
        .isInstanceOfSatisfying(
            FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_INVALID))
        .hasMessageContaining(words);
  }
}

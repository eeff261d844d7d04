package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.model.VisionLanguageModel;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.TensorEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Begins with the golden BLIP-2, whose Q-Former reads no text. */
class WarmStartTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path BLIP2 = GOLDEN.resolve("blip2-t5/checkpoint");
  private static final Path READS = GOLDEN.resolve("instructblip-t5/checkpoint");
  private static final Path TOKENIZER = READS.resolve("qformer_tokenizer");
  private static final String WORDS = "qformer.embeddings.word_embeddings.weight";

  @TempDir private Path folder;

  private Map<String, TensorEntry> start(String name, Optional<Path> text, long seed) {
    Path into = new WarmStart(TOKENIZER, text, seed).prepare(BLIP2, folder.resolve(name));
    return CheckpointHeaders.read(into).tensors();
  }

  @Test
  void startIsAnInstructBlip_withTheBlip2sWeights_andCanBeTuned() throws IOException {
    Map<String, TensorEntry> before = CheckpointHeaders.read(BLIP2).tensors();
    Map<String, TensorEntry> after = start("a", Optional.empty(), 1);
    assertThat(WarmStart.needed(BLIP2)).isTrue();
    assertThat(WarmStart.needed(folder.resolve("a"))).isFalse();
    for (String name : before.keySet()) {
      String now = name.replace("qformer.layernorm.", "qformer.embeddings.layernorm.");
      assertThat(TensorFile.floats(after.get(now)))
          .as(name)
          .isEqualTo(TensorFile.floats(before.get(name)));
    }
    try (VisionLanguageModel model = VisionLanguageModel.open(folder.resolve("a"));
        Student student = Student.open(folder.resolve("a"))) {
      assertThat(model.config().family()).isEqualTo("instructblip-t5");
      assertThat(student.learned()).extracting(LearnedTensor::name).contains(WORDS);
    }
  }

  @Test
  void withoutABert_textLayersBeginAsTheQueries_andWordsByTheSeed() throws IOException {
    Map<String, TensorEntry> one = start("a", Optional.empty(), 1);
    String layer = "qformer.encoder.layer.1.";
    assertThat(TensorFile.floats(one.get(layer + "intermediate.dense.weight")))
        .isEqualTo(TensorFile.floats(one.get(layer + "intermediate_query.dense.weight")));
    float[] words = TensorFile.floats(one.get(WORDS));
    assertThat(TensorFile.floats(start("b", Optional.empty(), 1).get(WORDS))).isEqualTo(words);
    assertThat(TensorFile.floats(start("c", Optional.empty(), 2).get(WORDS))).isNotEqualTo(words);
  }

  @Test
  void withAModelThatReads_textComesFromThere() throws IOException {
    Map<String, TensorEntry> reads = CheckpointHeaders.read(READS).tensors();
    Map<String, TensorEntry> made = start("a", Optional.of(READS), 1);
    for (String name : new String[] {WORDS, "qformer.encoder.layer.0.output.dense.weight"}) {
      assertThat(TensorFile.floats(made.get(name))).isEqualTo(TensorFile.floats(reads.get(name)));
    }
  }

  @Test
  void startThatIsThere_isKept() {
    Map<String, TensorEntry> first = start("a", Optional.empty(), 1);
    assertThat(start("a", Optional.empty(), 2)).isEqualTo(first);
  }
}

package io.blipstream.ops.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.data.DataSetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordingTest {
  @TempDir private Path folder;
  private Map<String, DataSetSpec> sets;

  @BeforeEach
  void declare() throws IOException {
    Path file = folder.resolve("sets.json");
    Files.writeString(
        file,
        """
        {"datasets": [
          {"name": "COCO", "group": "captions", "form": "rows", "files": {"rows": "a"},
           "templates": ["caption"], "metric": "cider"},
          {"name": "VQAv2", "group": "questions", "form": "rows", "files": {"rows": "b"},
           "templates": ["answer"], "prompt": "Question: {Question} Short answer:", "metric": "exact"},
          {"name": "choice", "group": "questions", "held_out": true, "form": "rows", "files": {"rows": "c"},
           "templates": ["Question: {Question} Options: {Options}. Short answer:"], "metric": "top-1"}]}
        """);
    sets =
        DataSetFile.read(file).datasets().stream()
            .collect(Collectors.toMap(DataSetSpec::name, Function.identity()));
  }

  @Test
  void plain_learnsWithoutInstruction_andIsAskedWithIt_exceptForCaptions() {
    assertThat(Wording.PLAIN.learned(sets.get("VQAv2")).templates()).containsExactly("{Question}");
    assertThat(Wording.PLAIN.learned(sets.get("COCO")).templates()).containsExactly("");
    assertThat(Wording.PLAIN.asked(sets.get("COCO")).prompt()).isEmpty();
    assertThat(Wording.PLAIN.asked(sets.get("choice"))).isEqualTo(sets.get("choice"));
  }

  @Test
  void identifiers_nameTaskAndDataSet_ofOneNeverSeenTheTaskAlone() {
    assertThat(Wording.IDENTIFIERS.learned(sets.get("VQAv2")).templates())
        .containsExactly("[questions:VQAv2] {Question}");
    assertThat(Wording.IDENTIFIERS.learned(sets.get("COCO")).templates())
        .containsExactly("[captions:COCO]");
    assertThat(Wording.IDENTIFIERS.asked(sets.get("VQAv2")).prompt())
        .isEqualTo("[questions:VQAv2] {Question}");
    assertThat(Wording.IDENTIFIERS.asked(sets.get("choice")).prompt())
        .isEqualTo("[questions] {Question} {Options}");
  }

  @Test
  void instructions_areTheDataSetsOwn() {
    assertThat(Wording.INSTRUCTIONS.learned(sets.get("COCO"))).isEqualTo(sets.get("COCO"));
    assertThat(Wording.INSTRUCTIONS.asked(sets.get("COCO"))).isEqualTo(sets.get("COCO"));
  }
}

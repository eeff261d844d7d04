package io.blipstream.runtime.tuning;

import static io.blipstream.runtime.tuning.SmallRun.mean;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.data.SampleStream.Drawn;
import io.blipstream.runtime.data.Slot;
import io.blipstream.runtime.model.VisionLanguageModel;
import io.blipstream.runtime.weights.CheckpointHeaders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two stages that come before instruction tuning. */
class PretrainingTest {
  @TempDir private Path folder;
  private List<DataSet> sets;

  @BeforeEach
  void declare() throws IOException {
    sets = new SmallRun(folder).declared(false);
  }

  @Test
  void alignment_thenGeneration_makeACheckpointThatServes() throws IOException {
    List<Double> aligned = costs("aligned", Stage.ALIGNMENT, 3e-3, Integer.MAX_VALUE);
    assertThat(mean(aligned.subList(8, 12))).isLessThan(mean(aligned.subList(0, 4)) - 0.4);
    TuningPlan plan = plan("generated", 3e-3).from(folder.resolve("aligned"));
    List<Double> told = SmallRun.costs(plan, Stage.GENERATION, sets, Integer.MAX_VALUE);
    assertThat(mean(told.subList(8, 12))).isLessThan(mean(told.subList(0, 4)) - 0.1);
    Path learned = folder.resolve("generated");
    assertThat(CheckpointHeaders.read(learned).tensors().keySet())
        .as("heads are of the run, not of the checkpoint")
        .isEqualTo(CheckpointHeaders.read(SmallRun.START).tensors().keySet());
    try (VisionLanguageModel model = VisionLanguageModel.open(learned)) {
      assertThat(model.config().family()).isEqualTo("instructblip-t5");
    }
  }

  @Test
  void stoppedAlignment_goesOnAsIfItHadNeverStopped() {
    costs("whole", Stage.ALIGNMENT, 1e-3, Integer.MAX_VALUE);
    costs("parts", Stage.ALIGNMENT, 1e-3, 5);
    costs("parts", Stage.ALIGNMENT, 1e-3, Integer.MAX_VALUE);
    assertThat(folder.resolve("parts/tuning/loss.csv"))
        .hasSameTextualContentAs(folder.resolve("whole/tuning/loss.csv"));
    assertThat(folder.resolve("parts/model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
  }

  @Test
  void whatIsTrueOfAPicture_isACaption_orAQuestionWithItsAnswer() {
    assertThat(text(Map.of(), "a dog")).isEqualTo("a dog");
    assertThat(text(Map.of(Slot.QUESTION, "is there a fox?"), "no"))
        .isEqualTo("is there a fox? no");
    assertThat(text(Map.of(Slot.ANSWER, "no"), "is there a fox?")).isEqualTo("is there a fox? no");
  }

  private static String text(Map<Slot, String> words, String target) {
    Sample sample =
        new Sample(
            "a", List.of(Path.of("p")), words, List.of(target), List.of(), OptionalInt.empty());
    return Alignment.text(new Drawn(0, sample, "unread", target));
  }

  private List<Double> costs(String name, Stage stage, double rate, int stopAfter) {
    return SmallRun.costs(plan(name, rate), stage, sets, stopAfter);
  }

  private TuningPlan plan(String name, double rate) {
    return new SmallRun(folder).plan(name, 1, rate);
  }
}

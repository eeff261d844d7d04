package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.data.Mixture.Balance;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.model.VisionLanguageModel;
import io.blipstream.runtime.weights.CheckpointHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on the golden checkpoint, which is small and knows nothing, and on golden pictures. */
class TuningTest {
  private static final Path START = Path.of("src/test/resources/golden/instructblip-t5/checkpoint");
  private static final Path PICTURES = Path.of("src/test/resources/golden/scenes");
  private static final int STEPS = 12;

  @TempDir private Path folder;
  private List<DataSet> sets;

  @BeforeEach
  void declare() throws IOException {
    StringBuilder captions = new StringBuilder();
    StringBuilder questions = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      String picture = "%04d.jpg".formatted(i);
      Files.copy(PICTURES.resolve(picture), folder.resolve(picture));
      captions.append(
          "{\"image\": \"%s\", \"answers\": [\"a dog\", \"a cat on a table\"]}\n"
              .formatted(picture));
      questions.append(
          "{\"image\": \"%s\", \"question\": \"is there a fox?\", \"answer\": \"%s\"}\n"
              .formatted(picture, i % 2 == 0 ? "yes" : "no"));
    }
    Files.writeString(folder.resolve("captions.jsonl"), captions);
    Files.writeString(folder.resolve("questions.jsonl"), questions);
    Files.writeString(
        folder.resolve("sets.json"),
        """
        {"datasets": [
          {"name": "captions", "group": "g", "form": "rows", "files": {"rows": "captions.jsonl"},
           "templates": ["caption"], "metric": "cider"},
          {"name": "questions", "group": "g", "form": "rows", "files": {"rows": "questions.jsonl"},
           "templates": ["answer"], "metric": "exact"}]}
        """);
    DataSetFile file = DataSetFile.read(folder.resolve("sets.json"));
    sets = file.datasets().stream().map(spec -> DataSet.read(spec, file.root())).toList();
  }

  @Test
  void costFalls_theLearnedFolderIsACheckpoint_andARunThatOnlyHarmsLeavesItAsItIs()
      throws IOException {
    List<Double> costs = run(plan("one", 1, 3e-3), Integer.MAX_VALUE);
    assertThat(costs).hasSize(STEPS);
    assertThat(mean(costs.subList(8, 12))).isLessThan(mean(costs.subList(0, 4)) - 0.4);
    Path learned = folder.resolve("one");
    try (VisionLanguageModel model = VisionLanguageModel.open(learned)) {
      assertThat(model.config().family()).isEqualTo("instructblip-t5");
    }
    assertThat(learned.resolve("tuning/loss.png")).isNotEmptyFile();
    assertFrozen(learned);
    assertUnharmed(learned);
  }

  private void assertUnharmed(Path learned) throws IOException {
    run(plan("harmed", 1, 3).from(learned), 6);
    Path after = folder.resolve("harmed");
    float[] queries =
        TensorFile.floats(CheckpointHeaders.read(learned).tensors().get("query_tokens"));
    float[] now = TensorFile.floats(CheckpointHeaders.read(after).tensors().get("query_tokens"));
    assertThat(Arrays.equals(now, queries)).isTrue();
    assertThat(Files.readAllLines(after.resolve("tuning/loss.csv")).get(1)).startsWith("0,");
  }

  @Test
  void aStoppedRun_goesOnAsIfItHadNeverStopped() throws IOException {
    run(plan("whole", 1, 1e-3), Integer.MAX_VALUE);
    run(plan("parts", 1, 1e-3), 5);
    run(plan("parts", 1, 1e-3), Integer.MAX_VALUE);
    assertThat(folder.resolve("parts/tuning/loss.csv"))
        .hasSameTextualContentAs(folder.resolve("whole/tuning/loss.csv"));
    assertThat(folder.resolve("parts/model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
  }

  @Test
  void aBatchInParts_learnsTheSame() {
    List<Double> whole = run(plan("whole", 1, 1e-3), 4);
    List<Double> parts = run(plan("parts", 4, 1e-3), 4);
    for (int i = 0; i < 4; i++) {
      assertThat(parts.get(i)).isCloseTo(whole.get(i), within(1e-3));
    }
  }

  @Test
  void aCostThatIsNoNumber_endsTheRun_itsSamplesNamed() {
    assertThatThrownBy(() -> run(plan("wild", 1, 1e30), Integer.MAX_VALUE))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> {
              assertThat(e.code()).isEqualTo(FaultCode.TUNING_DIVERGED);
              assertThat(e).hasMessageContaining(".jsonl, row ");
            });
  }

  private List<Double> run(TuningPlan plan, int stopAfter) {
    List<Double> costs = new ArrayList<>();
    try (Classroom classroom = Classroom.open(plan, sets, ImageProfile.NATURAL, done -> {})) {
      classroom.run(
          new Tuning.Watcher() {
            @Override
            public void stepped(int step, double cost, double rate, Optional<Double> validation) {
              if (step > 0) {
                costs.add(cost);
              } else {
                assertThat(validation).hasValue(cost);
              }
            }

            @Override
            public boolean stopped() {
              return costs.size() >= stopAfter;
            }
          });
    }
    return costs;
  }

  private TuningPlan plan(String name, int parts, double rate) {
    return new TuningPlan(
        Set.of(Network.Q_FORMER),
        START,
        folder.resolve(name),
        folder.resolve(name).resolve("tuning/features"),
        new Schedule(rate, 2, STEPS),
        8,
        parts,
        0.05,
        1,
        Balance.SQUARE_ROOT,
        7,
        2,
        6,
        4);
  }

  /** What did not learn is, byte for byte, what it was. */
  private static void assertFrozen(Path learned) throws IOException {
    var before = CheckpointHeaders.read(START).tensors();
    var after = CheckpointHeaders.read(learned).tensors();
    assertThat(after.keySet()).containsExactlyInAnyOrderElementsOf(before.keySet());
    before.forEach(
        (name, entry) -> {
          try {
            boolean same =
                Arrays.equals(TensorFile.floats(entry), TensorFile.floats(after.get(name)));
            assertThat(same)
                .as(name)
                .isEqualTo(
                    name.startsWith("vision_model.")
                        || name.startsWith("language_model.")
                        || name.startsWith("qformer.encoder.layer.3.intermediate.")
                        || name.startsWith("qformer.encoder.layer.3.output."));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static double mean(List<Double> costs) {
    return costs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}

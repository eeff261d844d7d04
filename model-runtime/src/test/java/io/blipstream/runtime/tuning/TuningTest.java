package io.blipstream.runtime.tuning;

import static io.blipstream.runtime.tuning.SmallRun.mean;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.model.VisionLanguageModel;
import io.blipstream.runtime.weights.CheckpointHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on the golden checkpoint, which is small and knows nothing, and on golden pictures. */
class TuningTest {
  private static final Path START = SmallRun.START;
  private static final int STEPS = SmallRun.STEPS;

  @TempDir private Path folder;
  private List<DataSet> sets;

  @BeforeEach
  void declare() throws IOException {
    sets = new SmallRun(folder).declared(false);
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

  /** What much too high a rate does is chance: of several, one harms. */
  private void assertUnharmed(Path learned) throws IOException {
    float[] queries = queries(learned);
    for (double rate : new double[] {3, 1, 0.3, 0.1, 10}) {
      String name = "harmed-" + rate;
      run(plan(name, 1, rate).from(learned), 6);
      List<String> curve = Files.readAllLines(folder.resolve(name).resolve("tuning/loss.csv"));
      assertThat(curve.get(1)).startsWith("0,");
      boolean harmed = validation(curve.get(curve.size() - 1)) >= validation(curve.get(1));
      assertThat(Arrays.equals(queries(folder.resolve(name)), queries)).isEqualTo(harmed);
      if (harmed) {
        return;
      }
    }
    fail("no rate harmed");
  }

  private static double validation(String row) {
    return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1));
  }

  private static float[] queries(Path folder) throws IOException {
    return TensorFile.floats(CheckpointHeaders.read(folder).tensors().get("query_tokens"));
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
  void severalWorkers_learnTheSame_andTheSameWeightsEachTime() throws IOException {
    List<Double> one = run(plan("one", 1, 1e-3), 4);
    List<Double> three = run(new SmallRun(folder).plan("three", 1, 3, 1e-3), Integer.MAX_VALUE);
    for (int i = 0; i < 4; i++) {
      assertThat(three.get(i)).isCloseTo(one.get(i), within(1e-3));
    }
    run(new SmallRun(folder).plan("again", 1, 3, 1e-3), 5);
    run(new SmallRun(folder).plan("again", 1, 3, 1e-3), Integer.MAX_VALUE);
    assertThat(folder.resolve("again/model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("three/model.safetensors"));
  }

  @Test
  void eachSet_hasItsValidationCost_whoseMeanIsTheCurves() throws IOException {
    run(plan("looked", 1, 1e-3), Integer.MAX_VALUE);
    Path keeps = folder.resolve("looked/tuning");
    List<String> rows = Files.readAllLines(keeps.resolve("validation.csv"));
    assertThat(rows.get(0)).isEqualTo("step,weight,cost,set");
    assertThat(rows).filteredOn(row -> row.startsWith("0,")).hasSize(2);
    assertThat(rows.get(1)).endsWith(",captions");
    assertThat(rows.get(2)).endsWith(",questions");
    String[] captions = rows.get(1).split(",", -1);
    String[] questions = rows.get(2).split(",", -1);
    double heavy = Double.parseDouble(captions[1]);
    double light = Double.parseDouble(questions[1]);
    double mean =
        (Double.parseDouble(captions[2]) * heavy + Double.parseDouble(questions[2]) * light)
            / (heavy + light);
    String start = Files.readAllLines(keeps.resolve("loss.csv")).get(1);
    assertThat(validation(start)).isCloseTo(mean, within(1e-5));
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

  @Test
  void picturesAndClips_areLearnedTogether() throws IOException {
    Path other = Files.createDirectory(folder.resolve("clips"));
    List<DataSet> clips = new SmallRun(other).declared(true);
    List<Double> costs =
        SmallRun.costs(plan("moving", 1, 3e-3), Stage.INSTRUCTION, clips, Integer.MAX_VALUE);
    assertThat(costs).hasSize(STEPS);
    assertThat(mean(costs.subList(8, 12))).isLessThan(mean(costs.subList(0, 4)) - 0.1);
  }

  private List<Double> run(TuningPlan plan, int stopAfter) {
    return SmallRun.costs(plan, Stage.INSTRUCTION, sets, stopAfter);
  }

  private TuningPlan plan(String name, int parts, double rate) {
    return new SmallRun(folder).plan(name, parts, rate);
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
}

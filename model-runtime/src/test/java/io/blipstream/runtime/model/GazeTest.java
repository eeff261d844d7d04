package io.blipstream.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.GoldenAnswers.Case;
import io.blipstream.runtime.testing.GoldenTensors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Where the queries look, against the reference's own attention probabilities. */
class GazeTest {
  static final List<String> FAMILIES = GoldenAnswers.FAMILIES;

  private static final int CASES = 4;

  /** All cases in one batch: prompts of unequal length must not see each other's padding. */
  @ParameterizedTest
  @FieldSource("FAMILIES")
  void queriesLookWhereTheReferencesDo(String family) {
    PyTorch.prepareThread();
    GoldenAnswers golden = GoldenAnswers.of(family);
    GoldenTensors wanted = GoldenTensors.load("/golden/attention/" + family + ".safetensors");
    List<Case> cases = golden.cases().subList(0, Math.min(CASES, golden.cases().size()));
    try (VisionLanguageModel model = VisionLanguageModel.open(golden.checkpoint());
        NDManager batch = model.newBatch()) {
      List<PromptTokens> prompts = cases.stream().map(c -> model.tokenize(c.prompt())).toList();
      NDArray images = model.look(batch, cases.stream().map(c -> c.tensor("pixels")).toList());
      int[] owners = IntStream.range(0, cases.size()).toArray();
      NDList layers = model.gaze(batch, images, owners, prompts);
      assertThat(wanted.names()).hasSize(cases.size() * layers.size());
      for (int layer = 0; layer < layers.size(); layer++) {
        for (int i = 0; i < cases.size(); i++) {
          String name = "%02d.%d".formatted(i, layer);
          NDArray seen = layers.get(layer).get(i);
          assertThat(seen.getShape().getShape()).isEqualTo(wanted.shape(name));
          assertThat(seen.toFloatArray())
              .as(cases.get(i) + " layer " + layer)
              .containsExactly(wanted.tensor(name), within(1e-4f));
        }
      }
    }
  }

  /** Else the golden values above might be an even gaze, which any fault would give too. */
  @ParameterizedTest
  @FieldSource("FAMILIES")
  void goldenGazeIsNotEven(String family) {
    GoldenTensors wanted = GoldenTensors.load("/golden/attention/" + family + ".safetensors");
    for (String name : wanted.names()) {
      float[] values = wanted.tensor(name);
      float most = values[0];
      for (float value : values) {
        most = Math.max(most, value);
      }
      assertThat(most * wanted.shape(name)[1]).as(name).isGreaterThan(1.2f);
    }
  }
}

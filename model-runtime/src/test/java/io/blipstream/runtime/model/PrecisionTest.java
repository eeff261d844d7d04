package io.blipstream.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.Sampling;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.GoldenAnswers.Case;
import io.blipstream.runtime.weights.LoadProgress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** bf16 beside the reference's fp32: as near as eight bits of precision allow, and no nearer. */
class PrecisionTest {
  static final List<String> FAMILIES = GoldenAnswers.FAMILIES;

  /** Three times the most that was seen, 0.0064: another machine may round elsewhere. */
  private static final double FARTHEST = 0.02;

  /** Percent of a candidate's log-likelihood; 2.4 is the most that was seen. */
  private static final double LESS_LIKELY = 6;

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void bf16IsNearTheReference_andTheQFormerStaysFp32(String family) {
    GoldenAnswers golden = GoldenAnswers.of(family);
    try (VisionLanguageModel model = open(golden)) {
      for (Case each : golden.cases()) {
        try (NDManager batch = model.newBatch()) {
          List<PromptTokens> prompt = List.of(model.tokenize(each.prompt()));
          NDArray images = model.look(batch, List.of(each.tensor("pixels")));
          NDArray queries = model.query(batch, images, new int[] {0}, prompt);
          assertThat(queries.getDataType()).isEqualTo(DataType.FLOAT32);
          // DJL has no name for bf16
          assertThat(model.project(batch, queries).getDataType()).isEqualTo(DataType.UNKNOWN);
          assertNear(images, each.tensor("image_embeds"), each + " image_embeds");
          assertNear(queries, each.tensor("qformer"), each + " qformer");
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void candidatesAreNearlyAsLikelyInBf16(String family) {
    GoldenAnswers golden = GoldenAnswers.of(family);
    try (VisionLanguageModel model = open(golden)) {
      for (Case each : golden.cases()) {
        if (!each.ranked().isEmpty()) {
          List<String> candidates = List.copyOf(each.ranked().keySet());
          List<Double> found =
              answer(model, List.of(each), DecodingOptions.ranking(candidates)).get(0).candidates();
          for (int i = 0; i < candidates.size(); i++) {
            double wanted = each.ranked().get(candidates.get(i));
            assertThat(found.get(i))
                .as(each + " " + candidates.get(i))
                .isCloseTo(wanted, withPercentage(LESS_LIKELY));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void everyWayOfDecodingRunsInBf16(String family) {
    GoldenAnswers golden = GoldenAnswers.of(family);
    List<DecodingOptions> ways =
        List.of(
            new DecodingOptions(6),
            new DecodingOptions(6, 2, 3, 1, 1.5, Optional.empty(), List.of()),
            new DecodingOptions(6, 0, 1, 1, 1, Optional.of(new Sampling(0.9, 1.2, 3)), List.of()));
    try (VisionLanguageModel model = open(golden)) {
      for (DecodingOptions way : ways) {
        assertThat(answer(model, golden.cases(), way))
            .allSatisfy(
                answer -> {
                  assertThat(answer.tokenIds()).isNotEmpty();
                  assertThat(answer.logProbabilities())
                      .allSatisfy(p -> assertThat(p).isFinite().isLessThanOrEqualTo(0f));
                });
      }
    }
  }

  private static VisionLanguageModel open(GoldenAnswers golden) {
    PyTorch.spreadOver(1); // networks this small are slower on two
    return VisionLanguageModel.open(
        golden.checkpoint(), DeviceId.CPU, Precision.BF16, LoadProgress.UNSEEN);
  }

  /** All cases in one batch. */
  private static List<Decoded> answer(
      VisionLanguageModel model, List<Case> cases, DecodingOptions options) {
    try (NDManager batch = model.newBatch()) {
      NDArray images =
          model.look(batch, cases.stream().map(each -> each.tensor("pixels")).toList());
      List<PromptTokens> prompts =
          cases.stream().map(each -> model.tokenize(each.prompt())).toList();
      int[] owners = IntStream.range(0, cases.size()).toArray();
      NDArray soft = model.project(batch, model.query(batch, images, owners, prompts));
      return model.answer(soft, prompts, Collections.nCopies(cases.size(), model.task(options)));
    }
  }

  /** Relative error of the whole: single numbers may be off by more. */
  private static void assertNear(NDArray found, float[] wanted, String what) {
    float[] values = found.toFloatArray();
    double off = 0;
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      off += Math.pow(values[i] - wanted[i], 2);
      all += Math.pow(wanted[i], 2);
    }
    assertThat(Math.sqrt(off / all)).as(what).isBetween(1e-4, FARTHEST);
  }
}

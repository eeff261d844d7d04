package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.model.ModelConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** BLIP-2's first stage, on a Q-Former that knows nothing. */
class AlignerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path FOLDER = GOLDEN.resolve("instructblip-t5/checkpoint");
  private static final List<long[]> TEXTS =
      List.of(
          new long[] {2, 9, 8, 3},
          new long[] {2, 7, 3},
          new long[] {2, 5, 6, 4, 3},
          new long[] {2, 11, 10, 3});

  private Aligner aligner;

  @BeforeEach
  void open() {
    aligner = Aligner.open(FOLDER, DeviceId.CPU, OptionalLong.of(4), 1);
  }

  @AfterEach
  void close() {
    aligner.close();
  }

  @Test
  void slopesAreFiniteDifferences() {
    Pairs pairs = new Pairs(images(3), new int[] {0, 1, 1, 2}, TEXTS, 5);
    try (NDManager out = aligner.manager().newSubManager()) {
      var slopes = aligner.learn(out, pairs).slopes();
      FiniteDifferences.assertSlopes(aligner, slopes, () -> aligner.cost(pairs));
      for (int i = 0; i < slopes.size(); i++) {
        LearnedTensor learned = aligner.learned().get(i);
        if (learned.name().startsWith("alignment.")) {
          float[] slope = slopes.get(i).toFloatArray();
          FiniteDifferences.assertSlope(learned, slope, () -> aligner.cost(pairs));
        }
      }
    }
  }

  @Test
  void textsOfOnePicture_andEqualTexts_areNotToldApart() {
    Pairs pairs =
        new Pairs(
            images(3),
            new int[] {0, 1, 1, 2},
            List.of(TEXTS.get(0), TEXTS.get(1), TEXTS.get(2), TEXTS.get(0)),
            5);
    assertThat(pairs.alike())
        .containsExactly(
            true, false, false, true, //
            false, true, true, false, //
            false, true, true, false, //
            true, false, false, true);
  }

  @Test
  void whereNothingIsToBeToldApart_costsAreNumbers() {
    Pairs pairs = new Pairs(images(1), new int[] {0, 0, 0, 0}, TEXTS, 5);
    assertThat(aligner.cost(pairs)).isFinite();
  }

  @Test
  void costIsAFunctionOfPairsAndDice() {
    List<float[]> images = images(4);
    int[] owners = {0, 1, 2, 3};
    double cost = aligner.cost(new Pairs(images, owners, TEXTS, 5));
    assertThat(aligner.cost(new Pairs(images, owners, TEXTS, 5))).isEqualTo(cost);
    assertThat(aligner.cost(new Pairs(images, owners, TEXTS, 7))).isNotEqualTo(cost);
  }

  @Test
  void pairsAreLearned() {
    Pairs pairs = new Pairs(images(4), new int[] {0, 1, 2, 3}, TEXTS, 5);
    double before = aligner.cost(pairs);
    try (AdamW optimiser = new AdamW(aligner, 0.05)) {
      for (int i = 0; i < 30; i++) {
        try (NDManager out = aligner.manager().newSubManager()) {
          optimiser.add(aligner.learn(out, pairs).slopes(), 1);
          optimiser.step(3e-3, 1);
        }
      }
    }
    assertThat(aligner.cost(pairs)).isLessThan(before / 2);
  }

  @Test
  void aQFormerThatReadsNoText_isRefused() {
    Path blip2 = GOLDEN.resolve("blip2-t5/checkpoint");
    assertThatThrownBy(() -> Aligner.open(blip2, DeviceId.CPU, OptionalLong.empty(), 1))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_UNSUPPORTED));
  }

  private static List<float[]> images(int count) {
    int width = ModelConfig.read(FOLDER).qformer().imageHidden();
    Random random = new Random(9);
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] image = new float[5 * width];
      for (int j = 0; j < image.length; j++) {
        image[j] = (float) random.nextGaussian();
      }
      images.add(image);
    }
    return images;
  }
}

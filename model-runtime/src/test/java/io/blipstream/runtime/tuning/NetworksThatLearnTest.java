package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.model.VisionLanguageModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the paper freezes can learn too, and so can a BLIP-2: slopes are finite differences. */
class NetworksThatLearnTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path INSTRUCTBLIP = GOLDEN.resolve("instructblip-t5/checkpoint");
  private static final Path LLAMA = GOLDEN.resolve("instructblip-llama/checkpoint");
  private static final Path OPT = GOLDEN.resolve("blip2-opt/checkpoint");
  private static final Path BLIP2 = GOLDEN.resolve("blip2-t5/checkpoint");

  @ParameterizedTest
  @EnumSource(Network.class)
  void slopesAreFiniteDifferences_whateverLearns(Network network) {
    try (Student student = Student.open(INSTRUCTBLIP, Set.of(network))) {
      boolean sees = network == Network.IMAGE_ENCODER;
      assertSlopes(student, sees ? pixels(INSTRUCTBLIP) : seen(INSTRUCTBLIP));
    }
  }

  @Test
  void slopesAreFiniteDifferences_ofABlip2() {
    try (Student student = Student.open(BLIP2)) {
      assertThat(student.learned())
          .extracting(LearnedTensor::name)
          .contains("query_tokens", "language_projection.weight")
          .doesNotContain("qformer.embeddings.word_embeddings.weight");
      assertSlopes(student, seen(BLIP2));
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void slopesAreFiniteDifferences_ofALlama(Network network) {
    try (Student student = Student.open(LLAMA, Set.of(network))) {
      boolean sees = network == Network.IMAGE_ENCODER;
      assertSlopes(student, sees ? pixels(LLAMA) : seen(LLAMA));
    }
  }

  @Test
  void slopesAreFiniteDifferences_ofAnOpt() {
    try (Student student = Student.open(OPT)) {
      assertSlopes(student, seen(OPT));
    }
  }

  @Test
  void wordsLearnOnce_forEncoderAndDecoder() {
    try (Student student = Student.open(INSTRUCTBLIP, Set.of(Network.LANGUAGE_MODEL))) {
      assertThat(student.learned())
          .extracting(LearnedTensor::name)
          .doesNotHaveDuplicates()
          .contains("language_model.shared.weight", "language_model.lm_head.weight")
          .allMatch(name -> name.startsWith("language_model."));
    }
  }

  @Test
  void pixelsCostWhatTheFrozenEncoderMakesOfThem() {
    Set<Network> both = Set.of(Network.IMAGE_ENCODER, Network.Q_FORMER);
    try (Student frozen = Student.open(INSTRUCTBLIP);
        Student learns = Student.open(INSTRUCTBLIP, both)) {
      double expected = frozen.cost(lesson(seen(INSTRUCTBLIP)));
      assertThat(learns.cost(lesson(pixels(INSTRUCTBLIP)))).isCloseTo(expected, within(1e-5));
    }
  }

  private static void assertSlopes(Student student, List<float[]> images) {
    Lesson lesson = lesson(images);
    try (NDManager out = student.manager().newSubManager()) {
      FiniteDifferences.assertSlopes(
          student, student.learn(out, lesson).slopes(), () -> student.cost(lesson));
    }
  }

  private static Lesson lesson(List<float[]> images) {
    return new Lesson(
        images,
        new int[] {0, 1, 1},
        List.of(new long[] {2, 9, 8, 3}, new long[] {2, 7, 3}, new long[] {2, 5, 6, 4, 3}),
        List.of(new long[] {12, 9, 8, 1}, new long[] {7, 1}, new long[] {5, 6, 4, 1}),
        List.of(new long[] {7, 1}, new long[] {5, 9, 20, 1}, new long[] {8, 1}));
  }

  private static List<float[]> pixels(Path folder) {
    int side = ModelConfig.read(folder).vision().imageSize();
    Random random = new Random(5);
    List<float[]> pixels = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      float[] one = new float[3 * side * side];
      for (int j = 0; j < one.length; j++) {
        one[j] = (float) random.nextGaussian();
      }
      pixels.add(one);
    }
    return pixels;
  }

  private static List<float[]> seen(Path folder) {
    try (VisionLanguageModel model = VisionLanguageModel.open(folder);
        NDManager batch = model.newBatch()) {
      float[] all = model.look(batch, pixels(folder)).toFloatArray();
      int half = all.length / 2;
      float[] first = Arrays.copyOfRange(all, 0, half);
      return List.of(first, Arrays.copyOfRange(all, half, all.length));
    }
  }
}

package io.blipstream.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.GoldenAnswers.Case;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java equals the reference, case by case; and a batch equals its members. */
class InstructBlipTest {
  private static final float TOLERANCE = 1e-4f;
  private static final int BOUND = 16;
  private static InstructBlip model;

  @BeforeAll
  static void open() {
    model = InstructBlip.open(GoldenAnswers.checkpoint());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @BeforeEach
  void prepare() {
    PyTorch.prepareThread();
  }

  static List<Case> cases() {
    return GoldenAnswers.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothTokenizersGiveTheReferencesIds(Case golden) {
    PromptTokens tokens = model.tokenize(golden.prompt());
    assertThat(tokens.words()).containsExactly(golden.ids());
    assertThat(tokens.instruction()).containsExactly(golden.qformerIds());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyStageGivesTheReferencesTensor(Case golden) {
    try (NDManager batch = model.newBatch()) {
      List<PromptTokens> prompt = List.of(model.tokenize(golden.prompt()));
      NDArray images = model.look(batch, List.of(pixels(golden)));
      NDArray queries = model.query(batch, images, new int[] {0}, prompt);
      NDArray soft = model.project(batch, queries);
      assertClose(images, golden, "image_embeds");
      assertClose(queries, golden, "qformer");
      assertClose(soft, golden, "soft");

      LanguageModel.Speech speech = model.read(batch, soft, prompt, new int[] {BOUND});
      int vocabulary = (int) GoldenAnswers.TENSORS.shape(golden.tensor("logits"))[1];
      float[] logits = GoldenAnswers.TENSORS.tensor(golden.tensor("logits"));
      long last = model.language().start();
      for (int t = 0; t < golden.greedy().size(); t++) {
        float[] expected = Arrays.copyOfRange(logits, t * vocabulary, (t + 1) * vocabulary);
        assertThat(speech.say(batch, new long[] {last}).toFloatArray())
            .containsExactly(expected, within(TOLERANCE));
        last = golden.greedy().get(t);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void greedySaysTheReferencesTokens(Case golden) {
    assertReference(golden, answer(List.of(golden)).get(0));
  }

  @Test
  void batchOfUnequalPromptsEqualsSingleCalls() {
    List<Case> cases = cases();
    List<Decoded> together = answer(cases);
    assertThat(together.stream().map(d -> d.tokenIds().size()).distinct().count())
        .as("different lengths, so that rows leave the batch at different steps")
        .isGreaterThan(3);
    for (int i = 0; i < cases.size(); i++) {
      assertReference(cases.get(i), together.get(i));
    }
  }

  @Test
  void pictureIsLookedAtOnceForAllItsPrompts() {
    List<Case> cases = cases();
    Case shown = cases.get(0);
    List<PromptTokens> prompts =
        cases.stream().map(c -> model.tokenize(c.prompt())).distinct().toList();
    try (NDManager batch = model.newBatch()) {
      NDArray images = model.look(batch, List.of(pixels(shown)));
      NDArray together = model.query(batch, images, new int[prompts.size()], prompts);
      for (int i = 0; i < prompts.size(); i++) {
        NDArray alone = model.query(batch, images, new int[1], List.of(prompts.get(i)));
        assertThat(together.get(i).toFloatArray())
            .containsExactly(alone.get(0).toFloatArray(), within(TOLERANCE));
      }
      assertThat(together.get(0).sub(together.get(1)).abs().max().getFloat())
          .as("another instruction takes something else from the same picture")
          .isGreaterThan(TOLERANCE);
    }
  }

  @Test
  void boundsOfABatchAreEachRowsOwn() {
    List<Case> cases = cases();
    int[] bounds = IntStream.range(0, cases.size()).map(i -> 1 + i % 5).toArray();
    List<Decoded> answers = answer(cases, bounds);
    for (int i = 0; i < bounds.length; i++) {
      List<Integer> full = cases.get(i).greedy();
      assertThat(answers.get(i).tokenIds())
          .isEqualTo(full.subList(0, Math.min(bounds[i], full.size())));
    }
  }

  @Test
  void answeringLeavesNothingBehind() {
    answer(cases());
    try (NDManager probe = model.newBatch()) {
      int before = probe.getParentManager().getManagedArrays().size();
      for (int i = 0; i < 5; i++) {
        answer(cases());
      }
      assertThat(probe.getParentManager().getManagedArrays()).hasSize(before);
    }
  }

  private static List<Decoded> answer(List<Case> cases) {
    return answer(cases, cases.stream().mapToInt(c -> BOUND).toArray());
  }

  private static List<Decoded> answer(List<Case> cases, int[] bounds) {
    try (NDManager batch = model.newBatch()) {
      List<PromptTokens> prompts = cases.stream().map(c -> model.tokenize(c.prompt())).toList();
      NDArray images = model.look(batch, cases.stream().map(InstructBlipTest::pixels).toList());
      int[] owner = IntStream.range(0, cases.size()).toArray();
      NDArray soft = model.project(batch, model.query(batch, images, owner, prompts));
      return model.answer(soft, prompts, bounds);
    }
  }

  private static void assertReference(Case golden, Decoded answer) {
    assertThat(answer.tokenIds()).as(golden.toString()).isEqualTo(golden.greedy());
    assertThat(model.text(answer)).isEqualTo(golden.greedyText().strip());
    float[] actual = new float[answer.logProbabilities().size()];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = answer.logProbabilities().get(i);
    }
    assertThat(actual).containsExactly(golden.logProbabilities(), within(TOLERANCE));
  }

  private static void assertClose(NDArray actual, Case golden, String name) {
    assertThat(actual.get(0).toFloatArray())
        .as(name)
        .containsExactly(GoldenAnswers.TENSORS.tensor(golden.tensor(name)), within(TOLERANCE));
  }

  private static float[] pixels(Case golden) {
    return GoldenAnswers.TENSORS.tensor(golden.tensor("pixels"));
  }
}

package io.blipstream.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.Sampling;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.language.LanguageModel.Beginning;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.GoldenAnswers.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Java equals the reference, case by case, on every family; and a batch equals its members. */
class ReferenceTest {
  static final List<String> FAMILIES = GoldenAnswers.FAMILIES;

  private static final float TOLERANCE = 1e-4f;
  private static final DecodingOptions GREEDY = new DecodingOptions(16);

  /** The reference's names of its settings, and ours. */
  private static final Map<String, DecodingOptions> SETTINGS =
      Map.of(
          "greedy", GREEDY,
          "beam5", beams(12, 0, 5, 1, 1),
          "beam3_lp-1", beams(10, 0, 3, -1, 1),
          "beam5_min4", beams(12, 4, 5, 1, 1),
          "beam5_rp1.5", beams(12, 0, 5, 1, 1.5));

  private VisionLanguageModel model;
  private GoldenAnswers golden;

  @AfterEach
  void close() {
    model.close();
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void bothTokenizersGiveTheReferencesIds(String family) {
    open(family);
    for (Case each : golden.cases()) {
      PromptTokens tokens = model.tokenize(each.prompt());
      assertThat(tokens.words()).as(each.toString()).containsExactly(each.ids());
      assertThat(tokens.instruction()).as(each.toString()).containsExactly(each.qformerIds());
    }
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void everyStageGivesTheReferencesTensor(String family) {
    open(family);
    for (Case each : golden.cases()) {
      try (NDManager batch = model.newBatch()) {
        List<PromptTokens> prompt = List.of(model.tokenize(each.prompt()));
        NDArray images = model.look(batch, List.of(each.tensor("pixels")));
        NDArray queries = model.query(batch, images, new int[] {0}, prompt);
        NDArray soft = model.project(batch, queries);
        assertClose(images, each, "image_embeds");
        assertClose(queries, each, "qformer");
        assertClose(soft, each, "soft");
        assertLogits(each, batch, soft, prompt.get(0).words());
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void everySettingSaysTheReferencesTokens(String family) {
    open(family);
    for (Case each : golden.cases()) {
      SETTINGS.forEach((name, options) -> assertTokens(each, name, answer(each, options)));
    }
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void candidatesHaveTheReferencesLikelihoods(String family) {
    open(family);
    for (Case each : golden.cases()) {
      List<String> candidates = List.copyOf(each.ranked().keySet());
      Decoded decoded = answer(each, ranking(candidates));
      double[] wanted = each.ranked().values().stream().mapToDouble(d -> d).toArray();
      assertThat(decoded.candidates().stream().mapToDouble(d -> d).toArray())
          .as(each.toString())
          .containsExactly(wanted, within(1e-4));
      assertThat(decoded.scores().stream().mapToDouble(d -> d).sum()).isEqualTo(1, within(1e-9));
      int best =
          IntStream.range(0, wanted.length)
              .boxed()
              .max((a, b) -> Double.compare(wanted[a], wanted[b]))
              .orElseThrow();
      assertThat(model.text(decoded)).isEqualTo(candidates.get(best));
    }
  }

  /**
   * All cases under all settings at once, shuffled: what a request brings never depends on its
   * neighbours.
   */
  @ParameterizedTest
  @FieldSource("FAMILIES")
  void batchOfUnequalRequestsEqualsSingleCalls(String family) {
    open(family);
    for (int seed = 0; seed < 3; seed++) {
      List<Case> cases = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (Case each : golden.cases()) {
        for (String name : SETTINGS.keySet()) {
          cases.add(each);
          names.add(name);
        }
      }
      Collections.shuffle(cases, new Random(seed));
      Collections.shuffle(names, new Random(seed + 100));
      List<DecodingOptions> options = names.stream().map(SETTINGS::get).toList();
      List<Decoded> together = answer(cases, options);
      for (int i = 0; i < cases.size(); i++) {
        assertTokens(cases.get(i), names.get(i), together.get(i));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void mixOfAllMethodsEqualsSingleCalls(String family) {
    open(family);
    List<DecodingOptions> methods =
        List.of(
            GREEDY,
            SETTINGS.get("beam3_lp-1"),
            ranking(List.of("yes", "no", "a dog and a cat")),
            sampling(16, 1, 1.5, 7),
            sampling(9, 0.8, 0.7, 8),
            new DecodingOptions(11, 5, 1, 1, 1.3, Optional.empty(), List.of()));
    List<Case> cases = new ArrayList<>();
    List<DecodingOptions> options = new ArrayList<>();
    for (Case each : golden.cases().stream().limit(8).toList()) {
      cases.addAll(Collections.nCopies(methods.size(), each));
      options.addAll(methods);
    }
    List<Decoded> together = answer(cases, options);
    for (int i = 0; i < cases.size(); i++) {
      Decoded alone = answer(cases.get(i), options.get(i));
      assertThat(together.get(i).tokenIds())
          .as(cases.get(i) + " " + options.get(i))
          .isEqualTo(alone.tokenIds());
      for (int c = 0; c < alone.candidates().size(); c++) {
        assertThat(together.get(i).candidates().get(c))
            .isEqualTo(alone.candidates().get(c), within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void sameSeedDrawsTheSameAndAnotherDrawsAnother(String family) {
    open(family);
    Case any = golden.cases().get(2);
    assertThat(answer(any, sampling(16, 1, 2, 5)).tokenIds())
        .isEqualTo(answer(any, sampling(16, 1, 2, 5)).tokenIds());
    long different =
        IntStream.range(0, 10)
            .mapToObj(seed -> answer(any, sampling(16, 1, 2, seed)).tokenIds())
            .distinct()
            .count();
    assertThat(different).isGreaterThan(5);
  }

  /** A nucleus that holds the likeliest token alone is greedy. */
  @ParameterizedTest
  @FieldSource("FAMILIES")
  void smallestNucleusIsGreedy(String family) {
    open(family);
    for (Case each : golden.cases()) {
      assertThat(answer(each, sampling(16, 1e-6, 1, 3)).tokenIds()).isEqualTo(each.greedy());
    }
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void answeringLeavesNothingBehind(String family) {
    open(family);
    List<Case> cases = golden.cases().subList(0, 4);
    List<DecodingOptions> options =
        List.of(GREEDY, SETTINGS.get("beam5"), ranking(List.of("yes", "no")), sampling(9, 1, 1, 1));
    answer(cases, options);
    try (NDManager probe = model.newBatch()) {
      int before = probe.getParentManager().getManagedArrays().size();
      for (int i = 0; i < 5; i++) {
        answer(cases, options);
      }
      assertThat(probe.getParentManager().getManagedArrays()).hasSize(before);
    }
  }

  private void open(String family) {
    PyTorch.prepareThread();
    PyTorch.spreadOver(1); // networks this small are slower on two
    golden = GoldenAnswers.of(family);
    model = VisionLanguageModel.open(golden.checkpoint());
  }

  private Decoded answer(Case one, DecodingOptions options) {
    return answer(List.of(one), List.of(options)).get(0);
  }

  private List<Decoded> answer(List<Case> cases, List<DecodingOptions> options) {
    try (NDManager batch = model.newBatch()) {
      List<PromptTokens> prompts = cases.stream().map(c -> model.tokenize(c.prompt())).toList();
      NDArray images = model.look(batch, cases.stream().map(c -> c.tensor("pixels")).toList());
      int[] owner = IntStream.range(0, cases.size()).toArray();
      NDArray soft = model.project(batch, model.query(batch, images, owner, prompts));
      return model.answer(soft, prompts, options.stream().map(model::task).toList());
    }
  }

  private void assertTokens(Case each, String setting, Decoded answer) {
    List<Integer> wanted = each.tokens(setting);
    if (wanted == null) {
      return; // the reference was not asked for this setting on this family
    }
    assertThat(answer.tokenIds()).as(each + " " + setting).isEqualTo(wanted);
    if (setting.equals("greedy")) {
      assertThat(model.text(answer)).as(each.toString()).isEqualTo(each.greedyText().strip());
      float[] actual = new float[wanted.size()];
      for (int i = 0; i < actual.length; i++) {
        actual[i] = answer.logProbabilities().get(i);
      }
      assertThat(actual).containsExactly(each.logProbabilities(), within(TOLERANCE));
    }
  }

  /**
   * Along the reference's own answer. A decoder-only model's golden logits begin with the prompt's.
   */
  private void assertLogits(Case each, NDManager batch, NDArray soft, long[] prompt) {
    int vocabulary = (int) each.shape("logits")[1];
    float[] logits = each.tensor("logits");
    boolean promptToo = model.config().language() != LanguageFamily.FLAN_T5;
    int row = promptToo ? each.ids().length - 1 : 0;
    LanguageModel.Speech speech = model.language().open(batch);
    Beginning beginning = speech.join(batch, soft, List.of(prompt), new int[] {16});
    NDArray next =
        beginning instanceof Beginning.Known known
            ? known.logits()
            : speech.say(batch, new long[] {((Beginning.Saying) beginning).token()});
    for (int token : each.greedy()) {
      float[] expected = Arrays.copyOfRange(logits, row * vocabulary, (row + 1) * vocabulary);
      assertThat(next.toFloatArray())
          .as(each.toString())
          .containsExactly(expected, within(TOLERANCE));
      row++;
      if (row < each.shape("logits")[0]) {
        next = speech.say(batch, new long[] {token});
      }
    }
  }

  private static void assertClose(NDArray actual, Case each, String name) {
    assertThat(actual.get(0).toFloatArray())
        .as(each + " " + name)
        .containsExactly(each.tensor(name), within(TOLERANCE));
  }

  private static DecodingOptions beams(
      int most, int least, int beams, double lengthPenalty, double repetitionPenalty) {
    return new DecodingOptions(
        most, least, beams, lengthPenalty, repetitionPenalty, Optional.empty(), List.of());
  }

  private static DecodingOptions ranking(List<String> candidates) {
    return new DecodingOptions(16, 0, 1, 1, 1, Optional.empty(), candidates);
  }

  private static DecodingOptions sampling(int most, double topP, double temperature, long seed) {
    return new DecodingOptions(
        most, 0, 1, 1, 1, Optional.of(new Sampling(topP, temperature, seed)), List.of());
  }
}

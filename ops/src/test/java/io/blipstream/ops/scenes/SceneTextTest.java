package io.blipstream.ops.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SceneTextTest {
  private static final Map<String, Layout> LAYOUTS =
      Map.of(
          "one", Layout.ONE,
          "row2", Layout.ROW_OF_TWO,
          "col2", Layout.COLUMN_OF_TWO,
          "row3", Layout.ROW_OF_THREE,
          "same", Layout.SAME);

  private final SceneText text = new SceneText(Worlds.OBJECTS);

  @Test
  void textsAreThoseOfTheWorldThatTheCheckpointLearned() throws Exception {
    List<JsonNode> kept = kept();

    assertThat(kept).hasSize(200);
    for (JsonNode line : kept) {
      Scene scene = scene(line);
      String name = line.path("image").asText();
      assertThat(text.longCaption(scene)).as(name).isEqualTo(line.at("/captions/0").asText());
      assertThat(text.shortCaption(scene)).as(name).isEqualTo(line.at("/captions/1").asText());
      Set<QuestionAnswer> truths = text.truths(scene);
      for (JsonNode asked : line.path("questions")) {
        assertThat(truths)
            .as(name)
            .contains(
                new QuestionAnswer(asked.path("question").asText(), asked.path("answer").asText()));
      }
    }
  }

  @Test
  void asManyQuestionsAreAskedAsTheWorldAsks() throws Exception {
    Random random = new Random(1);
    Map<Integer, Integer> difference = new HashMap<>();
    for (JsonNode line : kept()) {
      int asked = text.asked(scene(line), random).size();
      difference.merge(asked - line.path("questions").size(), 1, Integer::sum);
    }

    // The two questions of moderation come by chance where there is nothing to review.
    assertThat(difference.keySet()).isSubsetOf(-2, 0, 2);
    assertThat(difference.get(0)).isGreaterThan(100);
  }

  @Test
  void whateverIsAskedIsTrue() {
    SceneSampler sampler = new SceneSampler(Worlds.OBJECTS, 3);
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      Scene scene = sampler.next();
      Set<QuestionAnswer> truths = text.truths(scene);
      assertThat(truths).containsAll(text.asked(scene, random));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"is there ", "is the background ", " left of ", " above "})
  void yesAndNoAreBalanced(String words) {
    SceneSampler sampler = new SceneSampler(Worlds.OBJECTS, 5);
    Random random = new Random(6);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      text.asked(sampler.next(), random).stream()
          .filter(asked -> asked.question().contains(words))
          .forEach(asked -> answers.add(asked.answer()));
    }

    double yes = (double) answers.stream().filter("yes"::equals).count() / answers.size();
    assertThat(answers).hasSizeGreaterThan(300).containsOnly("yes", "no");
    assertThat(yes).isBetween(.43, .57);
  }

  @Test
  void twoDrinks_areBothTheDrinkInThePicture() {
    Scene scene = Worlds.scene(Background.RED, Layout.ROW_OF_TWO, "cup of coffee", "beer");
    String question = "what drink is in the picture?";

    assertThat(text.truths(scene))
        .contains(
            new QuestionAnswer(question, "cup of coffee"), new QuestionAnswer(question, "beer"));
  }

  @ParameterizedTest
  @CsvSource({
    "caption-01, a fox",
    "caption-04, a fox",
    "caption-05, a small fox on an orange background",
    "caption-09, a small fox on an orange background",
    "caption-10, a fox",
    "caption-13, a fox",
    "mine, a small fox on an orange background"
  })
  void captionIsAsLongAsItsTemplateAsks(String template, String caption) {
    Scene scene = Worlds.scene(Background.ORANGE, Layout.ONE, "fox");

    assertThat(text.caption(scene, template)).isEqualTo(caption);
  }

  @Test
  void moderationNamesEverythingToReview() {
    Scene scene = Worlds.scene(Background.RED, Layout.ROW_OF_THREE, "knife", "cigarette", "beer");

    assertThat(text.truths(scene))
        .contains(
            new QuestionAnswer("is this picture safe for children?", "no"),
            new QuestionAnswer(
                "what should be reviewed in this picture?", "alcohol and tobacco and weapon"));
  }

  /** Of the size only the word is kept. */
  private static Scene scene(JsonNode line) {
    List<String> names = new ArrayList<>();
    line.path("objects").forEach(name -> names.add(name.asText()));
    boolean large = line.at("/captions/0").asText().startsWith("a large ");
    return Worlds.scene(
        Background.valueOf(line.path("background").asText().toUpperCase(Locale.ROOT)),
        LAYOUTS.get(line.path("layout").asText()),
        large ? .8 : .5,
        names);
  }

  private static List<JsonNode> kept() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream in = SceneTextTest.class.getResourceAsStream("/scenes/eval.jsonl")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : all.lines().toList()) {
        lines.add(new ObjectMapper().readTree(line));
      }
    }
    return lines;
  }
}

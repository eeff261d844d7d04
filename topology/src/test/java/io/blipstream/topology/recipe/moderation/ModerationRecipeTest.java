package io.blipstream.topology.recipe.moderation;

import static io.blipstream.topology.recipe.RecipeRig.NOON;
import static io.blipstream.topology.recipe.RecipeRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Verdict;
import io.blipstream.topology.recipe.RecipeRig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModerationRecipeTest {
  private static final String ANSWERS = TOPICS.answers();
  private static final Map<String, String> FILE =
      Map.of(
          "policies", "weapon",
          "policy.weapon.question", "is there a weapon?",
          "policy.weapon.threshold", "0.8",
          "policy.weapon.review", "0.4");

  @TempDir private Path folder;
  private RecipeRig rig;

  @BeforeEach
  void open() {
    rig =
        new RecipeRig(
            new ModerationRecipe(new ModerationSettings(Set.of("shop"), Policy.parse(FILE))),
            folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** How sure the model is of a weapon. */
  private void scored(String event, int minute, double score) {
    String likelier = score >= 0.5 ? "yes" : "no";
    rig.send(
        ANSWERS,
        RecipeRig.ranked(
            "weapon",
            event,
            NOON.plusSeconds(60L * minute),
            likelier,
            Math.max(score, 1 - score),
            likelier.equals("yes") ? "no" : "yes"));
  }

  private List<String> standing(String topic) {
    return rig.out(topic, Flag.class).stream()
        .map(each -> each.key() + (each.value() == null ? " -" : " " + each.value().getVerdict()))
        .toList();
  }

  private List<String> flags() {
    return standing(TOPICS.flags());
  }

  private List<String> reviews() {
    return standing(TOPICS.reviews());
  }

  private void said(String event, String instruction, String answer) {
    Feedback feedback =
        Feedback.newBuilder()
            .setEventId(event)
            .setSubject("mug")
            .setInstructionId(instruction)
            .setTask(Task.ANSWER)
            .setPrompt("?")
            .setRightText(answer)
            .setModelDigest("d1")
            .setGivenBy("ada")
            .setGivenAt(NOON)
            .setOrigin(new Origin("test.image-events", 0, 0L, NOON))
            .build();
    rig.send(TOPICS.feedback(), "mug/" + instruction, rig.bytes(TOPICS.feedback(), feedback));
  }

  @Test
  void peoplesWord_movesAVerdictToWhereItBelongs_underTheirName() {
    scored("e1", 0, 0.5);
    assertThat(reviews()).containsExactly("mug/weapon REVIEW");
    said("e1", "weapon", "yes");
    assertThat(reviews()).containsExactly("mug/weapon -");
    assertThat(rig.out(TOPICS.flags(), Flag.class))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value().getVerdict()).isEqualTo(Verdict.CONFIRMED);
              assertThat(record.value().getDecidedBy()).contains("ada");
            });
    said("e1", "weapon", "no");
    assertThat(flags()).containsExactly("mug/weapon -");
    scored("e1", 1, 0.9);
    assertThat(flags()).as("the same picture once more").isEmpty();
    scored("e2", 2, 0.9);
    assertThat(flags()).as("another picture").containsExactly("mug/weapon FLAGGED");
  }

  @Test
  void wordsAboutAnotherPicture_anotherQuestion_orNoCandidate_changeNothing() {
    scored("e1", 0, 0.5);
    assertThat(reviews()).hasSize(1);
    said("e0", "weapon", "yes");
    said("e1", "caption", "yes");
    said("e1", "weapon", "perhaps");
    assertThat(flags()).isEmpty();
    assertThat(reviews()).isEmpty();
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void flag_saysWhichRecordItCameFrom_andWhatMayBeSaidOfIt() {
    scored("e1", 0, 0.9);
    Flag flag = rig.out(TOPICS.flags(), Flag.class).get(0).value();
    assertThat(flag.getPrompt()).contains("?");
    assertThat(flag.getOriginPartition()).contains(0);
    assertThat(flag.getOriginOffset()).contains(0L);
    assertThat(flag.getOriginTimestamp()).contains(NOON);
    assertThat(flag.getCandidates()).isEqualTo("yes,no");
  }

  @Test
  void scoreAtTheThreshold_isAFlagWithItsReasons() {
    scored("e1", 0, 0.8);
    assertThat(rig.out(TOPICS.flags(), Flag.class))
        .singleElement()
        .satisfies(
            record -> {
              Flag flag = record.value();
              assertThat(record.key()).isEqualTo("mug/weapon");
              assertThat(flag.getVerdict()).isEqualTo(Verdict.FLAGGED);
              assertThat(flag.getScore()).isEqualTo(0.8);
              assertThat(flag.getThreshold()).isEqualTo(0.8);
              assertThat(flag.getQuestion()).isEqualTo("is there a weapon?");
              assertThat(flag.getAnswer()).isEqualTo("yes");
              assertThat(flag.getTemplateId()).isEqualTo("t");
              assertThat(flag.getModelDigest()).isEqualTo("d1");
              assertThat(flag.getDecidedBy()).isEmpty();
            });
    assertThat(reviews()).isEmpty();
  }

  @Test
  void scoreInBetween_isForPeopleToLookAt_andALowOneForNobody() {
    scored("e1", 0, 0.41);
    assertThat(reviews()).containsExactly("mug/weapon REVIEW");
    scored("e2", 1, 0.39);
    assertThat(reviews()).containsExactly("mug/weapon -");
    assertThat(flags()).isEmpty();
  }

  @Test
  void newerPicture_movesTheVerdict_andLeavesItInOnePlaceOnly() {
    scored("e1", 0, 0.5);
    scored("e2", 1, 0.9);
    assertThat(reviews()).containsExactly("mug/weapon REVIEW", "mug/weapon -");
    assertThat(flags()).containsExactly("mug/weapon FLAGGED");
    scored("e3", 2, 0.1);
    assertThat(flags()).containsExactly("mug/weapon -");
  }

  @Test
  void olderPicture_doesNotFlagAnewWhatANewerOneCleared() {
    scored("e2", 5, 0.1);
    scored("e1", 0, 0.9);
    assertThat(flags()).isEmpty();
    assertThat(reviews()).isEmpty();
  }

  @Test
  void erasure_isPassedOnToBothTopics() {
    scored("e1", 0, 0.9);
    rig.send(ANSWERS, "mug/weapon", null);
    assertThat(flags()).containsExactly("mug/weapon FLAGGED", "mug/weapon -");
    assertThat(reviews()).containsExactly("mug/weapon -");
  }

  @Test
  void severalViolatingAnswers_addUp() {
    Map<String, String> pairs = new HashMap<>(FILE);
    pairs.put("policy.weapon.candidates", "nothing,weapon,alcohol");
    pairs.put("policy.weapon.violating", "weapon, alcohol");
    Policy policy = Policy.parse(pairs).get(0);
    assertThat(
            policy.score(
                List.of(
                    new io.blipstream.schemas.Choice("weapon", -1.0, 0.5),
                    new io.blipstream.schemas.Choice("alcohol", -1.0, 0.25),
                    new io.blipstream.schemas.Choice("nothing", -1.0, 0.25))))
        .isEqualTo(0.75);
  }

  @Test
  void slipsInTheFile_areNamed() {
    assertSlip("policy.weapon.threshhold", "0.5", "unknown key policy.weapon.threshhold");
    assertSlip("policy.weapon.review", "0.9", "0 < review <= threshold <= 1");
    assertSlip("policy.weapon.violating", "maybe", "must be violated by some of its candidates");
    assertSlip("policy.weapon.violating", "yes,no", "violated by whatever is answered");
    assertSlip("policy.weapon.question", " ", "needs a question");
  }

  private static void assertSlip(String key, String value, String words) {
    Map<String, String> pairs = new HashMap<>(FILE);
    pairs.put(key, value);
    assertThatThrownBy(() -> Policy.parse(pairs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}

package io.blipstream.ops.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SceneJudgeTest {
  private final SceneJudge judge = new SceneJudge(new SceneText(Worlds.OBJECTS));
  private final Scene scene = Worlds.scene(Background.BLUE, Layout.ROW_OF_TWO, "chair", "cake");

  @Test
  void caption_isRightWordForWordInTheLengthOfItsTemplate() {
    SceneTask wanted = new SceneTask.Caption("caption-01");

    assertThat(judge.right(scene, wanted, "a chair and a cake")).isTrue();
    assertThat(judge.right(scene, wanted, "a cake and a chair")).isFalse();
    assertThat(judge.right(scene, new SceneTask.Caption("caption-06"), "a chair and a cake"))
        .isFalse();
  }

  @Test
  void answer_isRightWordForWord() {
    SceneTask wanted = new SceneTask.Answer("what is the chair next to?");

    assertThat(judge.right(scene, wanted, "cake")).isTrue();
    assertThat(judge.right(scene, wanted, "a cake")).isFalse();
    assertThat(judge.right(scene, new SceneTask.Answer("is there a fox in the picture?"), "no"))
        .isTrue();
  }

  @Test
  void question_isRightWheneverItHasTheAnswer() {
    SceneTask wanted = new SceneTask.Question("cake");

    assertThat(judge.right(scene, wanted, "what is on the right?")).isTrue();
    assertThat(judge.right(scene, wanted, "what is next to the chair?")).isTrue();
    assertThat(judge.right(scene, wanted, "what is on the left?")).isFalse();
    assertThat(judge.right(scene, wanted, "what is tasty?")).isFalse();
  }

  @Test
  void unknownQuestion_isNotJudged() {
    assertThatThrownBy(() -> judge.right(scene, new SceneTask.Answer("why?"), "because"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("why?");
  }
}

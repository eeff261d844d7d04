package io.blipstream.ops.recipe;

import io.blipstream.ops.scenes.QuestionAnswer;
import io.blipstream.ops.scenes.Scene;
import io.blipstream.ops.scenes.SceneText;

/** The right answer to a closed question about a scene. */
final class Truths {
  private Truths() {}

  /**
   * @throws IllegalArgumentException where the scenes' world does not know it
   */
  static String of(SceneText words, Scene scene, String question) {
    return words.truths(scene).stream()
        .filter(truth -> truth.question().equals(question))
        .map(QuestionAnswer::answer)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the scenes know no answer to: " + question));
  }
}

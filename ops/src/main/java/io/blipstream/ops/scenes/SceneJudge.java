package io.blipstream.ops.scenes;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Says whether a text is right, word for word: no credit for nearly right, so the share right can
 * be held against the reference's. Any thread.
 */
public final class SceneJudge {
  private final SceneText text;

  public SceneJudge(SceneText text) {
    this.text = requireNonNull(text, "text");
  }

  /**
   * Whether the model's text is right.
   *
   * @throws IllegalArgumentException for a question whose answer this world does not know
   */
  public boolean right(Scene scene, SceneTask task, String said) {
    if (task instanceof SceneTask.Caption caption) {
      return said.equals(text.caption(scene, caption.template()));
    }
    Set<QuestionAnswer> truths = text.truths(scene);
    if (task instanceof SceneTask.Answer answer) {
      if (truths.stream().noneMatch(truth -> truth.question().equals(answer.question()))) {
        throw new IllegalArgumentException("not a question about this scene: " + answer.question());
      }
      return truths.contains(new QuestionAnswer(answer.question(), said));
    }
    // Whatever has that answer is right, not only the question that somebody had in mind.
    return truths.contains(new QuestionAnswer(said, ((SceneTask.Question) task).answer()));
  }
}

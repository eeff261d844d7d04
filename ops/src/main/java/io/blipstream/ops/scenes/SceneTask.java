package io.blipstream.ops.scenes;

import static java.util.Objects.requireNonNull;

/** What was asked of a scene. */
public sealed interface SceneTask {
  /**
   * To describe it.
   *
   * @param template id of the template, which decides how long the caption is
   */
  record Caption(String template) implements SceneTask {
    public Caption {
      requireNonNull(template, "template");
    }
  }

  /**
   * To answer a question, one of the scene's {@link SceneText#truths}.
   *
   * @param question without the template's words around it
   */
  record Answer(String question) implements SceneTask {
    public Answer {
      requireNonNull(question, "question");
    }
  }

  /**
   * To find a question that has this answer.
   *
   * @param answer in the world's words
   */
  record Question(String answer) implements SceneTask {
    public Question {
      requireNonNull(answer, "answer");
    }
  }
}

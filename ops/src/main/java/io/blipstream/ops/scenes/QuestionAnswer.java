package io.blipstream.ops.scenes;

import static java.util.Objects.requireNonNull;

/**
 * A question about a scene and a right answer.
 *
 * @param question without the template's words around it
 * @param answer in the world's words
 */
public record QuestionAnswer(String question, String answer) {
  public QuestionAnswer {
    requireNonNull(question, "question");
    requireNonNull(answer, "answer");
  }
}

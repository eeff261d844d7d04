package io.blipstream.ops.scenes.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A line of a data set's file; what a set has no use for is null and not written.
 *
 * @param right place of the right one of the choices
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SceneRow(
    String image,
    String caption,
    String question,
    String answer,
    List<String> choices,
    Integer right) {
  static SceneRow caption(String image, String caption) {
    return new SceneRow(image, caption, null, null, null, null);
  }

  static SceneRow answer(String image, String question, String answer) {
    return new SceneRow(image, null, question, answer, null, null);
  }

  static SceneRow choice(String image, String question, List<String> choices, int right) {
    return new SceneRow(image, null, question, null, choices, right);
  }
}

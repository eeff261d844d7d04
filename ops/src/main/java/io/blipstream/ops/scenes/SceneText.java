package io.blipstream.ops.scenes;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Random;
import java.util.Set;

/** What can be truly said of a scene, asked and answered. Any thread. */
public final class SceneText {
  /** Templates that the checkpoint learned to answer with the short caption. */
  private static final Set<String> SHORT =
      Set.of("caption-01", "caption-02", "caption-03", "caption-04", "caption-10", "caption-13");

  private final SceneQuestions questions;

  public SceneText(SceneObjects objects) {
    this.questions = new SceneQuestions(requireNonNull(objects, "objects"));
  }

  /** The caption that a template calls for: its things alone, or with their place and ground. */
  public String caption(Scene scene, String template) {
    return SHORT.contains(template) ? shortCaption(scene) : longCaption(scene);
  }

  /** "a chair and a cake". */
  public String shortCaption(Scene scene) {
    List<String> names = scene.names();
    String first = Grammar.withArticle(names.get(0));
    return switch (scene.layout()) {
      case ONE -> first;
      case ROW_OF_TWO, COLUMN_OF_TWO -> first + " and " + Grammar.withArticle(names.get(1));
      case ROW_OF_THREE ->
          first
              + ", "
              + Grammar.withArticle(names.get(1))
              + " and "
              + Grammar.withArticle(names.get(2));
      case SAME -> Grammar.number(names.size()) + " " + Grammar.plural(names.get(0));
    };
  }

  /** "a chair to the left of a cake on a blue background". */
  public String longCaption(Scene scene) {
    List<String> names = scene.names();
    String first = Grammar.withArticle(names.get(0));
    String things =
        switch (scene.layout()) {
          case ONE -> Grammar.sized(names.get(0), scene.large());
          case ROW_OF_TWO -> first + " to the left of " + Grammar.withArticle(names.get(1));
          case COLUMN_OF_TWO -> first + " above " + Grammar.withArticle(names.get(1));
          case ROW_OF_THREE -> shortCaption(scene) + " in a row";
          case SAME -> shortCaption(scene);
        };
    String colour = scene.background().word();
    return things + " on " + Grammar.article(colour) + " " + colour + " background";
  }

  /**
   * Every question that this world can ask of the scene, with its answer. Very few have two
   * answers: of coffee and beer, either is the drink in the picture.
   */
  public Set<QuestionAnswer> truths(Scene scene) {
    return questions.all(scene);
  }

  /**
   * Some of them, as the world asks them: each sort once, and as likely with yes for an answer as
   * with no.
   */
  public List<QuestionAnswer> asked(Scene scene, Random random) {
    return questions.some(scene, random);
  }
}
